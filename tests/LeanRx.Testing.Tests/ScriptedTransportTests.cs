using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace LeanRx.Testing.Tests;

public class ScriptedTransportTests
{
    const string Open = """{"cmd":"session","op":"open","peerId":"Tom"}""";
    const string Opened = """{"cmd":"session","op":"opened","i":"$i","peerId":"Tom","st":"token","stTtl":3600}""";

    readonly HistoricalScheduler _scheduler = new(VirtualClock.Epoch);
    readonly ScriptedTransport _server = new();

    LeanClient NewClient() => new(new LeanClientOptions { Server = new Uri("ws://scripted"), ClientId = "Tom", Scheduler = _scheduler, Transport = _server });

    void Pass() => ((VirtualClock)_scheduler).AdvanceBy(TimeSpan.FromMilliseconds(1));

    [Fact]
    public void A_script_that_is_played_to_its_end_is_verified()
    {
        _server.Expect(Open, Opened)
            .Expect("""{"cmd":"session","op":"query","sessionPeerIds":["Jerry"]}""",
            """{"cmd":"session","op":"query-result","i":"$i","onlineSessionPeerIds":["Jerry"]}""");
        var tom = NewClient();
        var opening = tom.OpenAsync();
        Pass();
        var asking = tom.GetOnlineAsync(["Jerry"]);
        Pass();
        Pass();

        _server.VerifyAllExpected();
        Assert.True(opening.IsCompletedSuccessfully);
        Assert.True(asking.IsCompletedSuccessfully);
    }

    [Fact]
    public void What_the_server_pushes_is_heard()
    {
        _server.Expect(Open, Opened);
        var tom = NewClient();
        var heard = tom.Messages.OfType<StringMessage>().Record(_scheduler);
        _ = tom.OpenAsync();
        Pass();
        _server.Expect("""{"cmd":"ack","cid":"c1","mid":"m1"}""")
            .Push("""{"cmd":"direct","peerId":"Tom","cid":"c1","id":"m1","fromPeerId":"Jerry","timestamp":1,"msg":"hi"}""");
        Pass();
        Pass();

        Assert.Equal("m1", Assert.Single(heard.Values).Id);
        _server.VerifyAllExpected();
    }

    [Fact]
    public void A_frame_other_than_the_one_expected_is_shown_with_the_difference()
    {
        _server.Expect("""{"cmd":"session","op":"open","peerId":"Jerry"}""", Opened);
        _ = NewClient().OpenAsync();
        Pass();

        var error = Assert.Throws<StreamAssertionException>(_server.VerifyAllExpected);
        Assert.StartsWith("Another frame came than the one expected: $.peerId should be \"Jerry\" but is \"Tom\".", error.Message);
    }

    [Fact]
    public void A_frame_that_did_not_come_is_named()
    {
        _server.Expect(Open, Opened).Expect("""{"cmd":"logs"}""");
        _ = NewClient().OpenAsync();
        Pass();

        var error = Assert.Throws<StreamAssertionException>(_server.VerifyAllExpected);
        Assert.StartsWith("1 expected frame(s) did not come. The next was:\n  {\"cmd\":\"logs\"}", error.Message);
    }
}
