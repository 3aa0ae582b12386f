"""The rate table and the finance services."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from finance.forms.rates import RatesForm
from finance.models import Rate
from finance.presenters.rates import rates_table, services_tables
from finance.services.offer import finance_services
from hubportal.web.words import long_date


@login_required
def rates(request: HttpRequest) -> HttpResponse:
    """Every rate, or those in force on a day."""
    form = RatesForm(request.GET or None)
    on = form.cleaned_data["on"] if form.is_valid() else None
    found = Rate.objects.on(on) if on else Rate.objects.all()
    caption = f"Rates in force on {long_date(on)}" if on else "Every rate and its periods"
    return render(request, "finance/rates.jinja", {"form": form, "table": rates_table(found, caption)})


@login_required
def services(request: HttpRequest) -> HttpResponse:
    """What the hub's finance team does for a CCG."""
    return render(request, "finance/services.jinja", {"tables": services_tables(finance_services())})
