using LeanRx.Server.Hosting;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>The newer C# SDK (protocol.md §11.3). Rows 3, 6 and 7 concern its own side alone.</summary>
public sealed class CsharpSdkQuirkTests() : QuirkTest(Dialect.UnreadCountsUntilRead)
{
    [Fact]
    public void Row_1_an_echo_is_answered_without_a_number_whoever_it_names()
    {
        var echo = Tom.Ask("""{"cmd":"echo","appId":"demo","peerId":"demo"}""");
        Assert.Equal(("echo", false), (Event(echo), Has(echo, "i")));
    }

    [Fact]
    public void Row_2_it_comes_back_with_tag_and_device_and_without_token_and_bitmap()
    {
        const string Open = """{"cmd":"session","op":"open","appId":"demo","peerId":"mary","i":1,"tag":"Mobile","deviceId":"d-1" MORE}""";
        var phone = new WireDevice(World);
        Assert.Equal("session-opened", Event(phone.Ask(Open.Replace("MORE", ""","configBitmap":171,"ua":"cs/1.0" """, StringComparison.Ordinal))));

        var again = new WireDevice(World);
        Assert.Equal("session-opened", Event(again.Ask(Open.Replace("MORE", ""","r":true""", StringComparison.Ordinal))));
        Assert.Equal("session-refreshed", Event(again.Ask("""{"cmd":"session","op":"refresh","peerId":"mary","i":2}""")));
        Assert.Empty(phone.TakeAll());
    }

    [Fact]
    public void Row_4_acks_for_own_messages_of_other_devices_are_taken()
    {
        var desk = WireDevice.Login(World, "tom");
        var id = Start();
        desk.TakeAll();
        var message = Say(id);
        desk.TakeAll();

        desk.Send($$"""{"cmd":"ack","cid":"{{id}}","mid":"{{message}}","peerId":"tom"}""");

        Assert.Empty(desk.TakeAll());
        Assert.Null(desk.CloseCode);
    }

    [Fact]
    public void Row_5_fields_that_it_cannot_do_without()
    {
        var id = Start();
        var started = Tom.Ask("""{"cmd":"conv","op":"start","m":["tom"],"transient":true,"i":3,"peerId":"tom"}""");
        Assert.Equal("2026-06-01T12:00:00.000Z", Text(started, "cdate"));
        Tom.Send($$"""{"cmd":"conv","op":"update","cid":"{{id}}","attr":{"name":"n"},"i":5,"peerId":"tom"}""");
        Assert.Equal("n", Text(Jerry.Take().GetProperty("attrModified"), "name"));
        Tom.TakeAll();
        Assert.Equal(id, Text(Tom.Ask($$"""{"cmd":"conv","op":"max-read","cid":"{{id}}","i":6,"peerId":"tom"}"""), "cid"));
        Say(id);
        var found = Tom.Ask($$"""{"cmd":"conv","op":"query","where":{"objectId":"{{id}}"},"flag":2,"i":4,"peerId":"tom"}""").GetProperty("results")[0];
        Assert.Equal(("hi", false), (Text(found, "msg"), found.GetProperty("bin").GetBoolean()));
    }

    [Fact]
    public void Row_8_the_login_of_its_LiveQuery_is_refused_by_number_and_its_heartbeat_answered()
    {
        var phone = new WireDevice(World);

        var refused = phone.Ask("""{"cmd":"login","appId":"demo","installationId":"d-1","clientTs":1700000000000,"service":1,"i":1}""");

        Assert.Equal(("error", 1, 4105), (Event(refused), refused.GetProperty("i").GetInt32(), refused.GetProperty("code").GetInt32()));
        phone.Send("{}");
        Assert.Equal("{}", phone.Take().GetRawText());
    }
}
