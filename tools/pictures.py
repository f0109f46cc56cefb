"""Makes the pictures of README, docs and previews: `python -m tools.pictures`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support import servers
from tests.support.paths import PROJECT
from tests.systems.flow.demo import Demo
from tests.systems.hosts.wagtail.wagtail_site import serve_wagtail

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
DESKTOP = {"viewport": {"width": 760, "height": 560}}
SCHEMES = {"": "light", "-dark": "dark"}
"""What the name of a picture ends with, and the colours in it."""
TRAFFIC = ("--articles", "60", "--days", "30", "--events", "20000")
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


CODE = """
from sharekit.contrib.promotions.models import Advocate
print(Advocate.objects.exclude(user__first_name="").earliest("pk").code)
"""
"""Prints the code of an advocate who has a name."""


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
            for name, scheme in SCHEMES.items():
                take_story(chromium, demo, f"buttons{name}", color_scheme=scheme, **DESKTOP)
                take_story(chromium, demo, f"buttons-phone{name}", color_scheme=scheme, **PHONE)
            take_gallery(chromium, demo)
            take_link(chromium, demo)
            take_reports(chromium, demo)
            take_promotion(chromium, demo)
            take_wagtail(chromium, Path(folder) / "wagtail")
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


def take_link(chromium: Browser, demo: Demo) -> None:
    """Make a link in the admin, let readers open it, and take its page."""
    demo.manage("sharekit_aggregate")
    size = {"width": 1000, "height": 900}
    page = open_admin(
        chromium, demo, "sharekit/campaignlink/add/", device_scale_factor=1.5, viewport=size
    )
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


def take_reports(chromium: Browser, demo: Demo) -> None:
    """Let simulated readers come for three weeks; take the report, an article and the stories."""
    demo.manage("make_traffic", *TRAFFIC)
    demo.manage("sharekit_aggregate")
    # Else the pages warn that nothing is pruned.
    demo.manage("sharekit_prune")
    demo.manage("shell", "--command", TAKE_OFF)
    page = open_admin(chromium, demo, "sharekit/report/", viewport={"width": 1100, "height": 900})
    page.locator("canvas").wait_for()
    page.screenshot(path=DOCS / "desk.png")
    page.close()
    size = {"width": 1040, "height": 1180}
    for name, scheme in SCHEMES.items():
        page = open_admin(
            chromium,
            demo,
            "sharekit/report/?period=last-7-days",
            color_scheme=scheme,
            viewport=size,
        )
        page.locator("canvas").wait_for()
        page.screenshot(path=DOCS / f"report{name}.png")
        page.close()
    page = open_admin(chromium, demo, "sharekit/report/?period=last-7-days", viewport=size)
    page.locator("[data-tips] a").first.click()
    page.locator("canvas").wait_for()
    page.screenshot(path=DOCS / "report-article.png")
    page.close()
    page = open_admin(
        chromium, demo, "magazine/story/?o=-5", viewport={"width": 1280, "height": 900}
    )
    page.screenshot(path=DOCS / "host-admin.png")
    page.close()


def take_promotion(chromium: Browser, demo: Demo) -> None:
    """Let the shop have customers, and take a friend's page on a phone and the marketer's."""
    demo.manage("load_shop")
    demo.manage("sharekit_aggregate")
    code = demo.manage("shell", "--command", CODE).split()[-1]
    tall = {"viewport": {"width": 390, "height": 880}}
    page = open_page(chromium, f"{demo.origin}/r/{code}/", **PHONE | tall)
    page.screenshot(path=DOCS / "promotion-landing.png")
    page.context.close()
    page = open_admin(
        chromium,
        demo,
        "sharekit_promotions/promotion/1/change/",
        viewport={"width": 1100, "height": 760},
    )
    page.screenshot(path=DOCS / "promotion-admin.png")
    page.close()


def open_admin(chromium: Browser, demo: Demo, path: str, **options: Any) -> Page:
    """Open a page of the admin in a browser of its own, logged in, its list of apps closed."""
    page = chromium.new_page(**options)
    page.add_init_script("localStorage.setItem('django.admin.navSidebarIsOpen', 'false')")
    page.goto(f"{demo.origin}/admin/login/?{urlencode({'next': f'/admin/{path}'})}")
    page.fill("[name=username]", "demo")
    page.fill("[name=password]", "demo")
    page.click("[type=submit]")
    page.wait_for_url(f"{demo.origin}/admin/{path}", wait_until="networkidle")
    return page


def take_wagtail(chromium: Browser, folder: Path) -> None:
    """Take the report in Wagtail's own admin."""
    with serve_wagtail(folder) as desk:
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        cookie = {"name": "sessionid", "value": desk.session, "url": desk.site.origin}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        page.goto(f"{desk.site.origin}/cms/reports/sharing/", wait_until="networkidle")
        page.screenshot(path=DOCS / "wagtail.png")
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
