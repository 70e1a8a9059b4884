"""PostgreSQL settings by the rules of PGTune, against figures worked out by hand from those rules."""

import pytest

from wardround.engine.postgres_tuning import KB_PER_GB, in_words, postgres_tuning


def test_a_web_server_of_16_gb_and_4_cpus() -> None:
    found = postgres_tuning(16 * KB_PER_GB, 4, "web", 200)
    assert in_words(found.shared_buffers_kb) == "4GB"
    assert in_words(found.effective_cache_size_kb) == "12GB"
    assert in_words(found.maintenance_work_mem_kb) == "1GB"
    assert found.work_mem_kb == 20_560  # 12 GB over 3 x (200 + 4)
    assert in_words(found.wal_buffers_kb) == "16MB"
    assert (in_words(found.min_wal_size_kb), in_words(found.max_wal_size_kb)) == ("1GB", "4GB")
    assert (found.max_worker_processes, found.max_parallel_workers_per_gather) == (4, 2)
    assert found.max_parallel_maintenance_workers == 2
    assert found.huge_pages


def test_an_oltp_server_of_64_gb_and_16_cpus_with_connections_given() -> None:
    found = postgres_tuning(64 * KB_PER_GB, 16, "oltp", 131)
    assert found.max_connections == 131
    assert in_words(found.shared_buffers_kb) == "16GB"
    assert in_words(found.maintenance_work_mem_kb) == "4GB"
    assert found.work_mem_kb == 48 * KB_PER_GB // (3 * (131 + 16))
    assert (in_words(found.min_wal_size_kb), in_words(found.max_wal_size_kb)) == ("2GB", "8GB")
    assert found.max_parallel_workers_per_gather == 4
    assert found.autovacuum_max_workers == 4
    assert found.autovacuum_work_mem_kb == 2 * KB_PER_GB


def test_a_small_server_stays_with_the_defaults_of_its_parts() -> None:
    found = postgres_tuning(1 * KB_PER_GB, 2, "oltp")
    assert found.max_connections == 300
    assert found.work_mem_kb == 4096
    assert in_words(found.wal_buffers_kb) == "7864kB"
    assert found.max_worker_processes == 8
    assert found.autovacuum_max_workers == 3
    assert not found.huge_pages


@pytest.mark.parametrize(("fits", "factor"), [(True, 1.3), (False, 0.9), (None, 1.0)])
def test_sort_memory_follows_whether_the_data_fit_in_memory(fits: bool | None, factor: float) -> None:
    found = postgres_tuning(16 * KB_PER_GB, 4, "oltp", 100, data_fits_memory=fits)
    assert found.work_mem_kb == int(12 * KB_PER_GB / (3 * 104) * factor)


def test_a_warehouse_sorts_with_half_and_gathers_with_more() -> None:
    found = postgres_tuning(128 * KB_PER_GB, 32, "dw")
    assert in_words(found.maintenance_work_mem_kb) == "8GB"
    assert found.work_mem_kb == int(96 * KB_PER_GB / (3 * (40 + 32)) / 2)
    assert found.max_parallel_workers_per_gather == 16
    assert found.autovacuum_max_workers == 5
