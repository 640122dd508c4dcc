"""Many random requests in process, by clients that check nothing themselves."""

from __future__ import annotations

from random import Random

from tests.contract.outputs import watched
from tests.contract.test_random_requests import send
from tests.contract.world import everything, new_world
from tests.fuzz.drawing import Requests
from tests.fuzz.running import BATCH, Watch, fail, run


def test_every_answer_to_a_random_request_is_one_of_the_model() -> None:
    run("random requests", send_batch)


def send_batch(label: str, random: Random, watch: Watch) -> None:
    with watched() as problems, new_world() as world:
        things = everything(world)
        requests = Requests(random, things)
        for index in range(BATCH):
            request = requests.request()
            watch.over(request)
            try:
                send(world, request, things)
            except Exception as error:
                fail(label, index, request, repr(error))
            if problems:
                fail(label, index, request, problems)
