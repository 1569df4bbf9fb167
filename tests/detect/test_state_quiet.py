"""What was said once stays quiet for its time, unless a response to that asset has ended."""

from nachtwacht.detect.state import State, speak_again

WS, FIN = "use\x1frule\x1f\x1fws-01\x1f198.51.100.7", "use\x1frule\x1f\x1ffin-01\x1f198.51.100.7"


def test_a_key_is_said_once_until_its_time():
    state = State.memory()
    assert state.first(WS, 0.0, 10.0)
    assert not state.first(WS, 10.0, 20.0)
    assert state.first(WS, 10.1, 20.0)


def test_after_a_response_has_ended_only_that_asset_speaks_again():
    state = State.memory()
    state.first(WS, 0.0, 1e9)
    state.first(FIN, 0.0, 1e9)
    speak_again(state.connection, "ws-01")
    assert state.first(WS, 1.0, 1e9)
    assert not state.first(FIN, 1.0, 1e9)


def test_a_name_within_a_name_is_another_asset():
    state = State.memory()
    state.first(WS, 0.0, 1e9)
    speak_again(state.connection, "ws-0")
    speak_again(state.connection, "s-01")
    assert not state.first(WS, 1.0, 1e9)
