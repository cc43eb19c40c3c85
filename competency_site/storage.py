"""Static files by the hash of their content, the imports between our own scripts included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN_SCRIPTS = "js/*.js"


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Django rewrites imports in every script or in none; those of libraries are left alone."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            OWN_SCRIPTS,
            CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
        ),
    )
