"""The job in the modal: questions that come and go, long lists that are searched, steps that are left out."""

from __future__ import annotations

from pathlib import Path

from tests.support.catalogs import identity
from tests.support.product import OpenProduct, Product
from tests.support.walkthrough import begin, fill_address, fill_client, type_address, unfold

SURVEY = """
[[workflows]]
name = "Tank survey"
custom_id = "survey"
lines_required = false
order_name = "{workflow}, {street}"

  [[workflows.fields]]
  custom_id = "heating"
  label = "Heating today"
  type = "choice"
  options = ["Oil", "Wood"]
  required = true

  [[workflows.fields]]
  custom_id = "size"
  label = "Size of the tank"
  type = "number"
  unit = "l"
  minimum = 100
  maximum = 5000
  required = true
  shown_if = { heating = "Oil" }

  [[workflows.fields]]
  custom_id = "rooms"
  label = "Rooms"
  type = "choices"
  options = ["Attic", "Cellar", "Stairs"]
  fewest = 2
  default = ["Cellar", "Stairs"]

  [[workflows.actors]]
  slug = "surveyor"
  label = "Surveyor"
  required = true

  [[workflows.actors]]
  slug = "driver"
  label = "Driver"
  required = true
  organizations = ["{driver}"]
"""

ALONE = """
[[workflows]]
name = "Call back"
custom_id = "call"
lines_required = false
"""


def many(count: int = 150) -> str:
    """A catalog in which every list is longer than Slack's limit of 100."""
    listed = [
        f'[[{table}]]\nid = "{identity(f"{table}{n}")}"\nname = "{name} {n}"\n'
        for table, name in (("organizations", "Firm"), ("tags", "Tag"))
        for n in range(count)
    ]
    jobs = [f'[[workflows]]\nname = "Job {n}"\ncustom_id = "job-{n}"\n' for n in range(count)]
    return "\n".join([*jobs, SURVEY.replace("{driver}", identity("organizations7")), *listed])


def written(folder: Path, catalog: str) -> Path:
    path = folder / "catalog.toml"
    path.write_text(catalog, encoding="utf-8")
    return path


async def test_questions_come_and_go_long_lists_are_searched_and_nothing_typed_is_lost(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    async with open_product(catalog=written(tmp_path, many())) as product:
        kari = product.person("kari")
        await begin(kari)
        await fill_client(kari)
        await fill_address(kari)
        assert len(await kari.suggestions("workflow", "")) == 100
        await kari.fill(workflow="Tank survey")
        await kari.sees("Heating today")
        await kari.fill({"Heating today": "Oil"})
        await kari.sees("From 100 l to 5,000 l")
        await kari.fill({"Size of the tank (l)": "9000"})
        await kari.fill({"Heating today": "Wood"})
        await kari.until(lambda: "Size of the tank" not in kari.screen.text, "the question to go")
        await kari.fill({"Heating today": "Oil"})
        await kari.sees("9000")
        offered = await kari.suggestions("Surveyor", "firm 14")
        assert offered[:11] == ["Firm 14", *[f"Firm 14{n}" for n in range(10)]]
        await unfold(kari, "tags")
        await kari.fill({"Surveyor": "Firm 149", "Tags": ["Tag 3", "Tag 120"]})
        await kari.next()
        assert kari.errors == {
            "field.size": "The number must be from 100 l to 5,000 l, not 9,000 l. Write for example 100."
        }
        await kari.fill({"Size of the tank (l)": "900 l"})
        await kari.next()
        screen = await kari.sees("Create order")
        for words in (
            "Size of the tank: 900 l",
            "Rooms: Cellar, Stairs",
            "Surveyor: Firm 149",
            "Driver: Firm 7",
        ):
            assert words in screen.text
        assert "Order name: Tank survey, Storgata 1" in screen.text
        await kari.next()
        await kari.sees("Order created")
        (body,) = product.api.received
        assert body["customFields"] == [
            {"customId": "heating", "value": "Oil"},
            {"customId": "size", "value": "900"},
            {"customId": "rooms", "value": "Cellar, Stairs"},
        ]
        assert body["orderTagIds"] == [identity("tags3"), identity("tags120")]
        assert [one["organizationId"] for one in body["actorAssignments"]] == [
            identity("organizations149"),
            identity("organizations7"),
        ]


async def test_one_job_without_lines_takes_two_screens_and_the_rest_is_reached_by_edit(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    async with open_product(catalog=written(tmp_path, ALONE)) as product:
        kari = product.person("kari")
        await kari.slash("/order")
        await kari.sees("Step 1 of 2")
        await fill_client(kari)
        await type_address(kari)
        await kari.next()
        await kari.sees("Create order")
        await edit_the_name(product, "Call Ola back")
        await kari.next()
        await kari.sees("Order created")
        (body,) = product.api.received
        assert (body["name"], body["workflowCustomId"]) == ("Call Ola back", "call")


async def edit_the_name(product: Product, name: str) -> None:
    """Open the job from the summary and name the order."""
    kari = product.person("kari")
    await kari.press("edit.job")
    await kari.sees("More details")
    await unfold(kari, "order_name")
    await kari.sees("“Call back – Ola N.”")
    await kari.fill({"Order name": name})
    await kari.next()
    await kari.sees("Create order")
