"""A server of the tests' own over a customer of the tests' own, and a real browser before it."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import shutil
import threading
from datetime import date
from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from nachtwacht.catalog import read_catalog, root
from nachtwacht.edit.editor import Editor
from nachtwacht.edit.guard import Guard
from nachtwacht.edit.looking import Ground
from nachtwacht.edit.serving import address, listening, server
from nachtwacht.model.progress import silent
from nachtwacht.prepare.system import ensure

CUSTOMER = root() / "customers" / "gouden-aar"
SECONDS = 20


class Served:
    """A form that is being served."""

    def __init__(self, folder: Path, language="nl"):
        self.folder, self.file = folder, folder / "scope.yaml"
        ground = Ground(folder=folder, catalog=read_catalog(root()), today=date(2026, 11, 24), language=language)
        self.editor, self.said = Editor(ground), []
        self.socket = listening(0)
        self.guard = Guard(self.socket.getsockname()[1])
        self.server = server(self.editor, self.guard, self.said.append)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]})
        self.thread.start()

    @property
    def address(self):
        return address(self.guard)

    def stop(self):
        self.server.should_exit = True
        self.thread.join()
        self.socket.close()

    def ask(self, path="/api/open", body="{}", method="POST", **changes):
        """A raw request as our page would make it, with some headers otherwise (None: left out)."""
        headers = {
            "Host": self.guard.host, "Origin": f"http://{self.guard.host}", "Content-Type": "application/json",
            "Sec-Fetch-Site": "same-origin", "Cookie": f"{self.guard.cookie}={self.guard.session}",
            "X-Nachtwacht-Token": self.guard.token,
        } | {name.replace("_", "-"): value for name, value in changes.items()}  # fmt: skip
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.guard.port, timeout=SECONDS)) as line:
            line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                if value is not None:
                    line.putheader(name, value)
            if "Content-Length" not in headers:
                line.putheader("Content-Length", str(len(body.encode())))
            line.endheaders(body.encode())
            answer = line.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()

    def json(self, what, body=None, **changes):
        status, _, text = self.ask(f"/api/{what}", json.dumps(body or {}), **changes)
        assert status == 200, text
        return json.loads(text)


def customer(folder: Path, text: str | None = None) -> Path:
    place = folder / "gouden-aar"
    place.mkdir()
    for name in ("scope.yaml", "hosts.yaml"):
        shutil.copy(CUSTOMER / name, place / name)
    if text is not None:
        (place / "scope.yaml").write_bytes(text.encode())
    return place


def browser(width=1280, height=1000):
    """Chromium without a window; as root it cannot have its sandbox."""
    ensure("tests of the form", silent, ("chromium", "chromedriver"))
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ("--headless=new", "--disable-dev-shm-usage", "--disable-gpu", f"--window-size={width},{height}"):
        options.add_argument(argument)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    options.set_capability("unhandledPromptBehavior", "accept")
    return webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))


def one(driver, css):
    """The element, as soon as it is there."""
    return WebDriverWait(driver, SECONDS).until(lambda d: next(iter(d.find_elements(By.CSS_SELECTOR, css)), None))


def until(driver, condition):
    """What is asked about may just be drawn anew; then it is asked again."""
    wait = WebDriverWait(driver, SECONDS, 0.1, ignored_exceptions=(StaleElementReferenceException,))
    return wait.until(lambda _: condition())


def looked(driver):
    """The page has been told what the last change means."""
    until(driver, lambda: driver.find_element(By.TAG_NAME, "body").get_attribute("data-looked"))


def control(driver, path):
    """The control of a value, by the path of its finding's place."""
    return (
        one(driver, f'[data-said="{path}"]')
        .find_element(By.XPATH, "..")
        .find_element(By.CSS_SELECTOR, "input, select, textarea")
    )


def type_into(driver, path, text):
    field = control(driver, path)
    field.clear()
    field.send_keys(text)
    looked(driver)
    return field


def said_at(driver, path):
    return one(driver, f'[data-said="{path}"]').text
