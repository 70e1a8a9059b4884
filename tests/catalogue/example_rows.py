"""A small catalogue: four regions and a few rows, to be changed by each test as it needs."""

from dataclasses import replace
from decimal import Decimal

from wardround.catalogue import (
    Catalogue,
    Disk,
    DiskKind,
    DiskMeter,
    DiskPrice,
    PriceScope,
    PriceTerm,
    Region,
    ReservedPrice,
    ServicePrice,
    VmPrice,
    VmSize,
)

SOURCE = ("list",)

NORTH = Region(
    code="north",
    display_name="North",
    geography="Europe",
    geography_group="Europe",
    country="Norway",
    physical_location=None,
    paired_region="west",
    zone_count=3,
    restricted_access=None,
    latitude_deg=60.0,
    longitude_deg=10.0,
    source=SOURCE,
)
WEST = replace(NORTH, code="west", display_name="West", paired_region="north", latitude_deg=52.0)
ALPINE = replace(NORTH, code="alpine", display_name="Alpine", geography="Alps", paired_region=None, latitude_deg=47.0)
FAR = replace(
    NORTH,
    code="far",
    display_name="Far",
    geography="Asia",
    geography_group="Asia",
    paired_region=None,
    zone_count=0,
    latitude_deg=1.0,
    longitude_deg=104.0,
)
NOWHERE = replace(
    FAR,
    code="nowhere",
    geography=None,
    geography_group=None,
    zone_count=None,
    latitude_deg=None,
    longitude_deg=None,
)
REGIONS = (NORTH, WEST, ALPINE, FAR, NOWHERE)

SIZE = VmSize(
    sku="Standard_D4s_v9",
    series="Dsv9",
    family="general_purpose",
    vcpus=4,
    memory_gib=16.0,
    cpu_arch="x86_64",
    cpu_vendor="Intel",
    generation=9,
    hyperv_generations=("V2",),
    temp_disk_gib=0.0,
    max_data_disks=8,
    max_uncached_iops=6400,
    max_uncached_mbps=200.0,
    burst_iops=20000,
    burst_mbps=1200.0,
    max_uncached_iops_premium_v2=8000,
    max_uncached_mbps_premium_v2=250.0,
    max_nics=2,
    network_mbps=12500,
    premium_storage=True,
    premium_v2=True,
    accelerated_networking=True,
    encryption_at_host=True,
    ephemeral_os_disk=True,
    base_cpu_share=None,
    previous_generation=False,
    growth_restricted=False,
    retires_on=None,
    note="",
    source=SOURCE,
)

VM_PRICE = VmPrice(
    region="west",
    sku=SIZE.sku,
    payg_usd_per_hour=Decimal("0.2"),
    spot_usd_per_hour=Decimal("0.05"),
    zones=(1, 2, 3),
    price_date="2026-08-22",
    check="agreed",
    source=SOURCE,
)
RESERVED = ReservedPrice(
    region="west",
    sku=SIZE.sku,
    reserved_1y_usd_per_hour=Decimal("0.13"),
    reserved_3y_usd_per_hour=Decimal("0.09"),
    price_date="2026-01-26",
    source=("reservations",),
)
TERM = PriceTerm(
    series="Dsv9",
    region="alpine",
    sizes_counted=8,
    reserved_1y_share=Decimal("0.59"),
    reserved_1y_low_share=Decimal("0.58"),
    reserved_1y_high_share=Decimal("0.6"),
    reserved_3y_share=Decimal("0.38"),
    reserved_3y_low_share=Decimal("0.37"),
    reserved_3y_high_share=Decimal("0.39"),
    savings_1y_share=Decimal("0.7"),
    savings_3y_share=None,
    price_date="2026-01-26",
    source=("calculator",),
)

DISK = Disk(
    sku="P30",
    kind=DiskKind.PREMIUM_SSD,
    size_gib=1024,
    min_size_gib=None,
    base_iops=5000,
    base_mbps=200,
    burst_iops=None,
    burst_mbps=None,
    max_shares=5,
    usable_as_os_disk=True,
    os_disk_retires_on=None,
    zrs_offered=True,
    note="",
    source=SOURCE,
)
DISK_METER = DiskMeter(
    meter="PV2_PER_GIB",
    kind=DiskKind.PREMIUM_SSD_V2,
    unit="GiB-month",
    words="provisioned size",
    note="hourly meter times 730",
    source=SOURCE,
)
DISK_PRICE = DiskPrice(
    region="west",
    disk_sku="P30",
    redundancy="LRS",
    usd_per_month=Decimal(135),
    price_date="2026-08-22",
    source=SOURCE,
)

EVERYWHERE = PriceScope(scope="global", geography_groups=None, words="every region", source=SOURCE)
EUROPE = PriceScope(scope="europe", geography_groups=("Europe",), words="Europe", source=SOURCE)
SERVICE_PRICE = ServicePrice(
    scope="west",
    service="NAT Gateway",
    meter="Gateway",
    unit="hour",
    usd=Decimal("0.045"),
    price_date="2024-07-01",
    note="",
    source=SOURCE,
)


def market(*sizes: VmSize, **prices: str) -> Catalogue:
    """Return a catalogue that offers sizes in West; each costs 0.2 USD per hour or what `prices` says."""
    return Catalogue.from_tables(
        regions=REGIONS,
        vm_sizes=sizes,
        vm_prices=[
            replace(VM_PRICE, sku=size.sku, payg_usd_per_hour=Decimal(prices.get(size.sku, "0.2"))) for size in sizes
        ],
    )
