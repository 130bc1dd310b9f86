"""The four screens of the form, in the order people talk: who, where, what job, what it costs."""

from flows.draft import Step
from flows.form.screen import Screen
from flows.screens.address import ADDRESS
from flows.screens.client import CLIENT
from flows.screens.job import JOB
from flows.screens.offer import OFFER

SCREENS: dict[Step, Screen] = {
    screen.step: screen
    for screen in (
        CLIENT,
        ADDRESS,
        JOB,
        OFFER,
    )
}

__all__ = ["SCREENS"]
