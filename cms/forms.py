"""How every form of the site is drawn."""

from django.forms.renderers import TemplatesSetting


class CivicFormRenderer(TemplatesSetting):
    """Draws ``{{ form }}`` and ``{{ field.as_field_group }}`` with the components of the design system.

    The error summary is placed by the page, above everything else: ``components/error_summary.html``.
    """

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
