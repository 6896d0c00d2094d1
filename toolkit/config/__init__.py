"""agency.toml, read once into frozen values; everything works without it."""

from toolkit.config.burning import AdjustmentConfig, Burn, RetainerConfig, TermsConfig
from toolkit.config.loading import FILE_NAME, find_config, load_config, parse_config
from toolkit.config.money import ExportConfig, ForecastConfig, LedgerAccount, TemplateConfig
from toolkit.config.running import (
    BurnStep,
    ChaseStep,
    CheckStep,
    ExportStep,
    ForecastStep,
    MailConfig,
    RunConfig,
    RunStepConfig,
    StatusStep,
    Step,
    SyncStep,
)
from toolkit.config.settings import Config, GooglePlace, HistoryPlace, SyncConfig
from toolkit.config.working import Agency, Calendar, Checks, Contact, SheetConfig

__all__ = [
    "FILE_NAME",
    "AdjustmentConfig",
    "Agency",
    "Burn",
    "BurnStep",
    "Calendar",
    "ChaseStep",
    "CheckStep",
    "Checks",
    "Config",
    "Contact",
    "ExportConfig",
    "ExportStep",
    "ForecastConfig",
    "ForecastStep",
    "GooglePlace",
    "HistoryPlace",
    "LedgerAccount",
    "MailConfig",
    "RetainerConfig",
    "RunConfig",
    "RunStepConfig",
    "SheetConfig",
    "StatusStep",
    "Step",
    "SyncConfig",
    "SyncStep",
    "TemplateConfig",
    "TermsConfig",
    "find_config",
    "load_config",
    "parse_config",
]
