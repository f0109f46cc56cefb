"""Makes the pictures of README, docs and previews: `python -m tools.pictures`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support import servers
from tests.support.paths import PROJECT
from tests.systems.flow.demo import Demo

DOCS = PROJECT / "docs"
ARGUMENTS = [
    servers.CHROMIUM_AGENT,
    "--no-sandbox",
    "--disable-background-networking",
    "--no-first-run",
]
PREVIEW = PROJECT / "demo_site" / "magazine" / "static" / "magazine" / "preview.svg"
READY = "html[data-sharekit-ready]"
STORY = "/stories/tenants-of-the-air/"
READERS = 12
PHONE = {"viewport": {"width": 390, "height": 620}, "is_mobile": True, "has_touch": True}
TRAFFIC = ("--articles", "60", "--days", "30", "--events", "12000")
TAKE_OFF = """
from datetime import timedelta
from sharekit.models import Article
from sharekit.reports.period.days import today
from tests.support.counts import add
for article, channel, many, views in zip(
    Article.objects.order_by("pk"), ("whatsapp", "email", "whatsapp"), (34, 19, 14), (500, 90, 60)
):
    hour = today() - timedelta(days=1), 20
    acts = {"shares": many, "marked": many, "clickbacks": 2 * many}
    add(article, acts={(channel, *hour): acts}, views={("search", *hour): views})
"""
"""Makes one article of the demo take off, and two others worth pushing."""
DESKTOP = {"viewport": {"width": 760, "height": 560}}


def main() -> None:
    """Run the demo, and make every picture anew."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo = Demo(Path(folder))
        demo.manage("migrate", "--verbosity", "0")
        demo.manage("load_magazine")
        program = servers.find_chromium()
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        try:
            demo.start_web()
            for name, scheme in (("", "light"), ("-dark", "dark")):
                take_story(chromium, demo, f"buttons{name}", color_scheme=scheme, **DESKTOP)
                take_story(chromium, demo, f"buttons-phone{name}", color_scheme=scheme, **PHONE)
            take_gallery(chromium, demo)
            take_link(chromium, demo)
            take_desk(chromium, demo)
            draw_preview(chromium)
        finally:
            chromium.close()
            demo.kill_web()


def take_story(chromium: Browser, demo: Demo, name: str, **options: Any) -> None:
    """Take the foot of a story; on a desktop the menu is open."""
    page = open_page(chromium, demo.origin + STORY, **options)
    page.locator(".story-foot").evaluate("foot => scrollTo(0, foot.offsetTop - 120)")
    if not options.get("is_mobile"):
        page.locator(".story-foot [data-sharekit-channel=native]").click()
        page.locator(".sharekit-menu:popover-open a").first.wait_for()
        page.mouse.move(1, 1)
    page.screenshot(path=DOCS / f"{name}.png")
    page.context.close()


def take_gallery(chromium: Browser, demo: Demo) -> None:
    """Take parts of the gallery: every way, the styles, the QR code."""
    page = open_page(chromium, f"{demo.origin}/buttons/", viewport={"width": 1280, "height": 900})
    page.locator("[data-theme=light] [data-style=every]").screenshot(
        path=DOCS / "buttons-every.png"
    )
    page.locator("[data-theme=dark]").screenshot(path=DOCS / "buttons-styles.png")
    page.locator("[data-sharekit-channel=qr]").first.click()
    page.locator("dialog[open]").screenshot(path=DOCS / "buttons-qr.png")
    page.context.close()


def take_desk(chromium: Browser, demo: Demo) -> None:
    """Count the traffic of some weeks, of which one article takes off, and take the report."""
    demo.manage("make_traffic", *TRAFFIC)
    demo.manage("shell", "--command", TAKE_OFF)
    demo.manage("sharekit_prune")
    page = log_in(chromium, demo, "/admin/sharekit/report/", height=900, width=1280)
    page.locator(".uplot").wait_for()
    page.screenshot(path=DOCS / "desk.png")
    page.close()


def log_in(chromium: Browser, demo: Demo, path: str, *, width: int, height: int) -> Page:
    """Open a page of the admin as the demo's editor."""
    page = chromium.new_page(device_scale_factor=1.5, viewport={"width": width, "height": height})
    page.goto(f"{demo.origin}/admin/login/?next={path}")
    page.fill("[name=username]", "demo")
    page.fill("[name=password]", "demo")
    page.click("[type=submit]")
    return page


def take_link(chromium: Browser, demo: Demo) -> None:
    """Make a link in the admin, let readers open it, and take its page."""
    demo.manage("sharekit_aggregate")
    path = "/admin/sharekit/campaignlink/add/"
    page = log_in(chromium, demo, path, width=1000, height=900)
    page.fill("[name=article]", demo.origin + STORY)
    page.select_option("[name=channel]", "email")
    page.fill("[name=campaign]", "Newsletter of May")
    page.click("[name=_save]")
    link = page.input_value("#sharekit-address")
    for number in range(READERS):
        # Readers are distinguished by their browsers.
        reader = chromium.new_page(user_agent=f"Mozilla/5.0 Firefox/{100 + number}.0")
        with reader.expect_response("**/events/"):
            reader.goto(link)
        reader.close()
    demo.manage("sharekit_aggregate")
    page.reload()
    page.locator("#content").screenshot(path=DOCS / "links.png")
    page.close()


def draw_preview(chromium: Browser) -> None:
    """Draw the picture that previews of the demo's stories show, which must not be an SVG."""
    page = chromium.new_page(viewport={"width": 1200, "height": 630})
    page.goto(PREVIEW.as_uri())
    page.screenshot(path=PREVIEW.with_suffix(".png"))
    page.close()


def open_page(chromium: Browser, address: str, **options: Any) -> Page:
    """Open a page in a browser of its own, its scripts there."""
    page = chromium.new_context(device_scale_factor=1.5, **options).new_page()
    page.goto(address)
    page.wait_for_selector(READY, state="attached")
    return page


if __name__ == "__main__":
    main()
