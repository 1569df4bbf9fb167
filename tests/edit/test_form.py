"""The form in a real browser: what an account manager does with it, and what must never happen."""

from __future__ import annotations

import difflib

import pytest
from browsing import CUSTOMER, Served, browser, control, customer, looked, one, said_at, type_into, until
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

pytestmark = pytest.mark.browser
TEXT = (CUSTOMER / "scope.yaml").read_bytes().decode()


@pytest.fixture(scope="module")
def chromium():
    driver = browser()
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    form = Served(customer(tmp_path_factory.mktemp("customers")), "en")
    yield form
    form.stop()


@pytest.fixture
def page(chromium, served):
    """The form over the file as it is in the repository."""
    served.file.write_bytes(TEXT.encode())
    chromium.get(served.address if served.guard.key else f"http://{served.guard.host}/")
    one(chromium, "#verdict")
    return chromium


def click(page, css):
    """Away from the bar at the bottom, which is always on top."""
    button = one(page, css)
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()


def save(page):
    click(page, "#save")
    until(page, lambda: page.find_element(By.ID, "notice").text)
    return page.find_element(By.ID, "notice").text


def changes(served):
    lines = difflib.ndiff(TEXT.split("\n"), served.file.read_bytes().decode().split("\n"))
    return [line for line in lines if line[0] in "+-"]


def test_the_key_leaves_the_address_and_a_save_without_a_change_changes_nothing(page, served):
    assert page.current_url == f"http://{served.guard.host}/"
    assert [cookie["httpOnly"] for cookie in page.get_cookies()] == [True]
    assert page.find_element(By.ID, "verdict").text == "Nothing is wrong."
    assert save(page) == "Saved."
    assert served.file.read_bytes() == TEXT.encode()
    assert not page.get_log("browser")


def test_a_finding_comes_and_goes_and_one_line_is_saved(page, served):
    type_into(page, "contacts.1.phone", "nobody")
    until(page, lambda: "telephone" in said_at(page, "contacts.1.phone"))
    assert control(page, "contacts.1.phone").get_attribute("aria-invalid") == "true"
    assert save(page) == "Not saved: first mend what is marked."
    assert served.file.read_bytes() == TEXT.encode()
    type_into(page, "contacts.1.phone", "+31 20 555 0199")
    until(page, lambda: not said_at(page, "contacts.1.phone"))
    assert save(page) == "Saved."
    assert changes(served) == ['-     phone: "+31 20 555 0102"', '+     phone: "+31 20 555 0199"']


def test_a_fix_is_applied_with_its_button(page, served):
    click(page, '[data-entry="response.0"] input[aria-label="undone after"]')
    page.switch_to.active_element.send_keys(Keys.CONTROL, "a")
    page.switch_to.active_element.send_keys(Keys.DELETE)
    click(page, '[data-entry="response.0"] .fix')
    until(page, lambda: not page.find_elements(By.CSS_SELECTOR, '[data-entry="response.0"] .note'))
    looked(page)
    assert one(page, '[data-entry="response.0"] input[aria-label="undone after"]').get_attribute("value") == "4"


def test_what_needs_consent_takes_a_tick(page, served):
    Select(one(page, '[data-entry="response.0"] [aria-label="from severity"]')).select_by_visible_text("low")
    one(page, "#consent")
    assert "agreement" in save(page)
    assert served.file.read_bytes() == TEXT.encode()
    click(page, "#consent")
    click(page, "#save")
    until(page, lambda: page.find_element(By.ID, "notice").text == "Saved.")
    assert changes(served) == ["-     from_severity: high", "+     from_severity: low"]


def test_two_edits_are_shown_side_by_side_and_nothing_is_lost(page, served):
    type_into(page, "contacts.0.phone", "+31 20 555 0111")
    type_into(page, "contacts.1.name", "B. Mine")
    other = TEXT.replace("name: B. de Wit", "name: B. Theirs").replace("wait_minutes: 30", "wait_minutes: 20")
    served.file.write_bytes(other.encode())
    click(page, "#show-both")
    shown = one(page, ".conflict")
    assert "B. Mine" in shown.text
    assert "B. Theirs" in shown.text
    assert not one(page, "#take-merged").is_enabled()
    click(page, '[data-choice="contacts/1/name=theirs"]')
    until(page, lambda: one(page, "#take-merged").is_enabled())
    click(page, "#take-merged")
    looked(page)
    click(page, "#save")
    until(page, lambda: page.find_element(By.ID, "notice").text == "Saved.")
    assert served.file.read_bytes().decode() == other.replace("+31 20 555 0101", "+31 20 555 0111")


def test_a_save_over_a_file_that_changed_a_moment_ago_shows_both(page, served):
    type_into(page, "contacts.0.phone", "+31 20 555 0111")
    other = TEXT.replace("wait_minutes: 30", "wait_minutes: 20")
    served.file.write_bytes(other.encode())
    click(page, "#save")
    one(page, ".conflict")
    assert served.file.read_bytes().decode() == other


def test_the_keyboard_is_enough(page, served):
    field = control(page, "contacts.0.role")
    page.execute_script("arguments[0].focus()", page.find_element(By.CSS_SELECTOR, '[data-entry="contacts.0"] .remove'))
    page.switch_to.active_element.send_keys(Keys.TAB, Keys.TAB)
    assert page.switch_to.active_element == field
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("owner")
    looked(page)
    field.send_keys(Keys.CONTROL, "s")
    until(page, lambda: page.find_element(By.ID, "notice").text == "Saved.")
    assert changes(served) == ["-     role: security_officer", "+     role: owner"]


def test_order_by_button_keeps_the_focus_and_the_comments(page, served):
    click(page, '[data-entry="contacts.1"] [aria-label="Move B. de Wit up"]')
    assert (
        page.switch_to.active_element.find_element(By.XPATH, "ancestor::li").get_attribute("data-entry") == "contacts.0"
    )
    looked(page)
    assert save(page) == "Saved."
    text = served.file.read_bytes().decode()
    assert text.index("B. de Wit") < text.index("A. Molenaar")
    assert sorted(text.split("\n")) == sorted(TEXT.split("\n"))


def test_text_of_a_customer_is_never_markup(page, served):
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    served.file.write_bytes(TEXT.replace("name: A. Molenaar", f"name: '{evil}'").replace("Bakkerij De", evil).encode())
    page.get(f"http://{served.guard.host}/")
    one(page, "#verdict")
    assert control(page, "contacts.0.name").get_attribute("value") == evil
    assert not page.find_elements(By.CSS_SELECTOR, "#app img[src='x'], #app script")
    assert evil in page.find_element(By.TAG_NAME, "h1").text


def test_nothing_hangs_out_of_a_narrow_screen(page):
    page.set_window_size(390, 844)
    try:
        wide = page.execute_script(
            "const w = document.documentElement.clientWidth;"
            "return [...document.querySelectorAll('#app *')].filter((e) => e.getBoundingClientRect().right > w + 1)"
            ".map((e) => e.outerHTML.slice(0, 80)).filter((html) => !html.includes('skip'))"
        )
        assert wide == []
        unlabelled = page.execute_script(
            "return [...document.querySelectorAll('input, select, textarea')].filter((e) => !e.labels.length && !e.ariaLabel).length"
        )
        assert unlabelled == 0
    finally:
        page.set_window_size(1280, 1000)
