"""A framework's booklet: public where the framework is, as its pages are."""

from django.http import HttpRequest, HttpResponse

from frameworks.reading import Reading, framework_page, show
from people.organisation import current_organisation
from records import pdf
from records.services.booklets import booklet_file

RETRY_SECONDS = 60


@framework_page
def framework_booklet(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The whole framework as a PDF."""
    try:
        content = booklet_file(reading.version, organisation=current_organisation().name)
    except pdf.RenderingFailed as error:
        busy = isinstance(error, pdf.RenderingBusy)
        response = show(request, "records/booklet_not_made.html", {"busy": busy}, reading)
        response.status_code = 503
        response["Retry-After"] = str(RETRY_SECONDS)
        return response
    name = f"{reading.tree.code}-{reading.tree.number}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
