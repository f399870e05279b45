from django.forms.renderers import TemplatesSetting


class CivicFormRenderer(TemplatesSetting):
    """Draws every form of the site with the components of the design system."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
