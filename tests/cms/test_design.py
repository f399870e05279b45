"""The error summary says everything that is wrong, with links that land in fields."""

from django import forms
from django.http import QueryDict

from cms.templatetags.design import problems


class Choice(forms.Form):
    one = forms.CharField(label="One")
    many = forms.MultipleChoiceField(label="Many", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)

    def clean(self) -> None:
        raise forms.ValidationError("Both are wrong.")


def test_summary_names_the_field_and_lands_in_its_first_input():
    found = [(problem.label, problem.target) for problem in problems(Choice(QueryDict()))]
    assert found == [("", ""), ("One", "id_one"), ("Many", "id_many_0")]


def test_summary_of_several_forms_keeps_their_order():
    forms_ = [Choice(QueryDict(), prefix="b"), Choice(QueryDict(), prefix="a")]
    assert [problem.target for problem in problems(forms=forms_) if problem.target][::2] == ["id_b-one", "id_a-one"]


def test_untouched_form_has_no_summary():
    assert problems(Choice()) == []


def test_field_ties_hint_and_error_to_the_input():
    field = Choice(QueryDict())["one"]
    field.help_text = "A hint."
    html = field.as_field_group()
    assert 'aria-describedby="id_one_helptext id_one_error"' in html
    assert 'id="id_one_helptext"' in html
    assert 'id="id_one_error"' in html
    assert 'aria-invalid="true"' in html


def test_group_of_choices_is_a_fieldset_tied_to_its_error():
    html = Choice(QueryDict())["many"].as_field_group()
    assert '<fieldset aria-describedby="id_many_error">' in html
    assert "<legend>Many" in html
