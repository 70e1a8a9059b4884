"""Recorders of other systems are read by the names of their columns; what is missing stays unknown."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from wardround.intake.not_understood import NotUnderstood
from wardround.intake.odoo_log import Route, read_odoo_log
from wardround.intake.perfmon import read_perfmon
from wardround.intake.sadf import read_sadf
from wardround.intake.statements import read_statements

FILES = Path(__file__).parent / "files"
ROUTES = (Route(r"^/report/", "print"), Route(r"/web_read\b", "read"))
HEAD = "2026-10-04 10:00:05,500 4711 INFO live werkzeug: 10.0.0.7 - - [04/Oct/2026 10:00:05] "


def test_sar_of_a_real_server_has_cpu_memory_and_disks() -> None:
    usage = read_sadf((FILES / "sar.csv").read_text(encoding="utf-8"))
    assert len(usage.points) == 3
    first = usage.points[0]
    assert first.busy_share == pytest.approx(0.99)
    assert first.seconds == 1.0
    assert first.memory_used_share is not None
    assert 0 < first.memory_used_share < 0.2
    assert first.iops == pytest.approx(446.0)
    assert first.at.tzinfo is UTC


def test_waiting_for_disks_and_time_that_others_took_are_not_work() -> None:
    text = (
        "# hostname;interval;timestamp;CPU;%usr;%nice;%sys;%iowait;%steal;%irq;%soft;%guest;%gnice;%idle\n"
        "h;600;2026-11-24 02:10:01 UTC;-1;20,00;0;10;15;5;0;0;0;0;50\n"
    )
    (point,) = read_sadf(text).points
    assert point.busy_share == pytest.approx(0.30)
    assert point.stolen_share == pytest.approx(0.05)


def test_cpus_are_counted_from_restarts_or_from_rows_of_each() -> None:
    head = "# hostname;interval;timestamp;CPU;%user;%nice;%system;%iowait;%steal;%idle\n"
    row = "h;600;2026-11-24 02:10:01 UTC;{};1;0;1;0;0;98\n"
    each = read_sadf(head + row.format(-1) + row.format(0) + row.format(3))
    assert each.cpus == 4
    assert read_sadf("h;-1;2026-11-24 02:00:01 UTC;LINUX-RESTART\t(8 CPU)\n" + head + row.format(-1)).cpus == 8


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "line 1"),
        ("# hostname;interval;timestamp;CPU;%user;%idle\nh;600;soon;-1;1;99\n", "'soon' is not a time"),
        ("# hostname;interval;timestamp;CPU;%user;%idle\nh;600;2026-11-24 02:10:01 UTC;-1;1;much\n", "'much'"),
        ("# hostname;interval;timestamp;IFACE;rxpck/s\nh;600;2026-11-24 02:10:01 UTC;eth0;1\n", "CPU use"),
    ],
)
def test_what_sadf_did_not_write_is_refused_by_line(text: str, said: str) -> None:
    with pytest.raises(NotUnderstood, match=said):
        read_sadf(text)


PERFMON = (
    '"(PDH-CSV 4.0) (W. Europe Standard Time)(-60)","\\\\SRV\\Processor(_Total)\\% Processor Time",'
    '"\\\\SRV\\PhysicalDisk(_Total)\\Disk Transfers/sec"\n'
    '"11/24/2026 10:00:00.000"," "," "\n'
    '"11/24/2026 10:00:15.000","42.5","120"\n'
    '"11/24/2026 10:00:30.000","7.25"," "\n'
    "\n"
    "Exiting, please wait...\n"
)


def test_perfmon_is_read_in_utc_without_its_blanks_and_its_last_words() -> None:
    usage = read_perfmon(PERFMON)
    assert [point.busy_share for point in usage.points] == pytest.approx([0.425, 0.0725])
    assert usage.points[0].at == datetime(2026, 11, 24, 9, 0, 15, tzinfo=UTC)
    assert [point.iops for point in usage.points] == [120.0, None]


def test_a_perfmon_of_another_language_says_what_is_missing() -> None:
    with pytest.raises(NotUnderstood, match="Processor"):
        read_perfmon('"(PDH-CSV 4.0)","\\\\SRV\\Prozessor(_Total)\\Prozessorzeit (%)"\n')


def test_statements_of_a_real_database_are_summed_and_their_texts_forgotten() -> None:
    found = read_statements((FILES / "pg_stat_statements.csv").read_text(encoding="utf-8"))
    assert found.statements == 5
    assert found.calls >= 5
    assert found.execution_s > 0
    assert 0 < found.hit_share <= 1
    assert found.wal_bytes is not None
    assert "select" not in repr(found)


def test_names_of_older_and_newer_versions_are_known() -> None:
    old = "calls,total_time,rows,shared_blks_hit,shared_blks_read\n3,1500,3,90,10\n"
    found = read_statements(old)
    assert found.execution_s == pytest.approx(1.5)
    assert found.hit_share == pytest.approx(0.9)
    assert found.wal_bytes is None


def test_columns_that_are_missing_are_named() -> None:
    with pytest.raises(NotUnderstood, match="shared_blks_hit"):
        read_statements("calls,total_exec_time,rows\n1,1,1\n")


def test_requests_are_counted_by_class_and_interval() -> None:
    lines = [
        HEAD + '"POST /web/dataset/call_kw/sale.order/web_read HTTP/1.1" 200 - 12 0.020 0.030',
        "\x1b[32m" + HEAD + '"GET /report/pdf/x/1 HTTP/1.1" 200 - 30 0.100 0.900\x1b[0m',
        HEAD + '"GET /web/static/logo.png HTTP/1.1" 200 - - - -',
        HEAD + '"POST /longpolling/poll HTTP/1.1" 200 - 1 0.001 50.0',
        HEAD + '"POST /something/else HTTP/1.1" 200 -',
        "Traceback (most recent call last):",
        "2026-10-04 10:06:00,000 4711 INFO ? odoo.modules.loading: 1 modules loaded",
        HEAD.replace("10:00:05,500", "10:05:07,000")
        + '"POST /web/dataset/call_kw/sale.order/web_read HTTP/1.1" 200 - 12 0.020 0.030 rw',
    ]
    log = read_odoo_log(lines, ROUTES, utc_offset_hours=2.0)
    assert log.classes == ("print", "read")
    assert [interval.counts for interval in log.intervals] == [(1, 1), (0, 1)]
    assert log.intervals[0].starts == datetime(2026, 10, 4, 8, 0, tzinfo=UTC)
    assert (log.requests, log.unmatched, log.without_times) == (4, 1, 0)
    assert log.p95_s == pytest.approx(1.0)
    assert "10.0.0.7" not in repr(log)


def test_pauses_between_requests_of_one_address_are_thinking() -> None:
    first = HEAD + '"POST /web/dataset/call_kw/a/web_read HTTP/1.1" 200 - 12 0.020 0.030'
    second = first.replace("10:00:05,500", "10:00:35,500")
    other = first.replace("10.0.0.7", "10.0.0.8").replace("10:00:05,500", "10:00:36,000")
    assert read_odoo_log([first, second, other], ROUTES).think_gaps_s == (30.0,)


def test_a_log_without_requests_says_what_to_switch_on() -> None:
    with pytest.raises(NotUnderstood, match="log_level"):
        read_odoo_log(["nothing here"], ROUTES)
