using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>
/// AV.realtime 2.4.0 (protocol.md §11.1): no subprotocol, so missed messages come at login. Rows 1 and 2 are shown by the tests of the handshake and the route,
/// row 4 by those of life signs.
/// </summary>
public sealed class AvRealtimeQuirkTests() : QuirkTest(Dialect.OfflineMessages)
{
    [Fact]
    public void Row_3_the_heartbeat_is_answered_by_an_empty_object() => Assert.Equal("{}", Tom.Ask("{}").GetRawText());

    [Fact]
    public void Rows_5_and_6_a_second_login_without_token_overlaps_the_first_and_survives_it()
    {
        var id = Start();
        var again = new WireDevice(World, Dialect);
        Assert.Equal("session-opened", Event(again.Ask("""{"cmd":"session","op":"open","appId":"demo","ua":"js/2.4.0","i":9,"peerId":"jerry"}""")));

        Jerry.Connection.DisconnectAsync(isClean: false);
        Say(id);

        Assert.Equal("direct", Event(again.Take()));
        Assert.True(World.Engine.Applications["demo"].Clients.IsOnline("jerry"));
    }

    [Fact]
    public void Row_7_only_the_login_names_the_application()
    {
        var room = Tom.Ask("""{"cmd":"conv","op":"start","m":[],"attr":{},"i":2,"unique":false,"transient":true,"peerId":"tom"}""");
        Assert.Equal(("conv-started", "tom"), (Event(room), Text(room, "peerId")));
    }

    [Fact]
    public void Row_8_a_client_without_id_is_given_one_and_never_has_to_say_it()
    {
        var device = new WireDevice(World, Dialect);
        var opened = device.Ask("""{"cmd":"session","op":"open","appId":"demo","ua":"js/2.4.0","i":2016}""");
        var id = Text(opened, "peerId");
        Assert.NotEmpty(id);

        device.Send("""{"cmd":"conv","op":"start","m":[],"attr":{"name":"","attr":{}},"i":2017,"unique":false,"transient":false}""");

        var pushes = device.TakeAll();
        Assert.Equal("conv-started", Event(pushes[0]));
        Assert.All(pushes, frame => Assert.Equal(id, Text(frame, "peerId")));
    }

    [Fact]
    public void Row_9_closing_the_socket_is_a_logout_and_leaves_no_will()
    {
        var id = Start();
        Tom.Send($$"""{"cmd":"direct","cid":"{{id}}","msg":"lost","i":3,"will":true,"peerId":"tom"}""");

        Tom.Connection.DisconnectAsync(isClean: true);

        Assert.Empty(Jerry.TakeAll());
        Assert.False(World.Engine.Applications["demo"].Clients.IsOnline("tom"));
    }

    [Fact]
    public async Task Row_10_who_was_kicked_comes_back()
    {
        await World.Engine.Applications["demo"].Clients.KickAsync("tom", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("session-closed", Event(Tom.Take()));

        Assert.Equal("session-opened", Event(Tom.Ask("""{"cmd":"session","op":"open","appId":"demo","ua":"js/2.4.0","i":5,"peerId":"tom"}""")));
    }

    public static TheoryData<string, string> Replies => new()
    {
        { """{"cmd":"session","op":"query","sessionPeerIds":["jerry","bob"],"i":7,"peerId":"tom"}""", "session-query-result" },
        { """{"cmd":"conv","op":"start","m":["bob"],"attr":{"name":"","attr":{}},"i":7,"unique":false,"transient":false,"peerId":"tom"}""", "conv-started" },
        { """{"cmd":"conv","op":"add","cid":"CID","m":["mary"],"i":7,"peerId":"tom"}""", "conv-added" },
        { """{"cmd":"conv","op":"remove","cid":"CID","m":["jerry"],"i":7,"peerId":"tom"}""", "conv-removed" },
        { """{"cmd":"conv","op":"query","where":{"m":"tom"},"sort":"-lm","limit":10,"skip":0,"flag":0,"i":7,"peerId":"tom"}""", "conv-results" },
        { """{"cmd":"conv","op":"count","cid":"CID","i":7,"peerId":"tom"}""", "conv-result" },
        { """{"cmd":"conv","op":"update","cid":"CID","attr":{"name":"n","attr":{}},"i":7,"peerId":"tom"}""", "conv-updated" },
        { """{"cmd":"direct","cid":"CID","msg":"x","i":7,"r":1,"transient":false,"peerId":"tom"}""", "ack" },
        { """{"cmd":"logs","cid":"CID","i":7,"peerId":"tom"}""", "logs" },
        { """{"cmd":"nonsense","op":"x","i":7,"peerId":"tom"}""", "error" },
        { """{"cmd":"conv","op":"count","cid":"nowhere","i":7,"peerId":"tom"}""", "error" },
    };

    [Theory] // Row 11 (the spelling of events, and the number), row 23 (errors are never conv/error), row 4 of §11.2 (no code on success)
    [MemberData(nameof(Replies))]
    public void Rows_11_and_23_a_reply_is_recognized_by_its_spelling_and_its_number(string request, string name)
    {
        var id = Start();
        Tom.Send(request.Replace("CID", id, StringComparison.Ordinal));

        var reply = Tom.TakeAll()[0];

        Assert.Equal((name, 7, JsonValueKind.Number), (Event(reply), reply.GetProperty("i").GetInt32(), reply.GetProperty("i").ValueKind));
        Assert.Equal(name == "error", Has(reply, "code"));
    }

    [Fact]
    public void Row_12_name_and_custom_data_become_columns()
    {
        var id = Start();
        var found = Tom.Ask($$"""{"cmd":"conv","op":"query","where":{"objectId":"{{id}}"},"i":4,"peerId":"tom"}""").GetProperty("results")[0];

        Assert.Equal(("", "red", "tom"), (Text(found, "name"), Text(found.GetProperty("attr"), "color"), Text(found, "c")));
        Assert.Equal(["tom", "jerry"], found.GetProperty("m").EnumerateArray().Select(member => member.GetString()));
        Assert.False(found.GetProperty("unique").GetBoolean());
    }

    [Fact]
    public void Row_13_an_id_finds_a_conversation_of_whatever_kind_and_an_unknown_one_an_empty_list()
    {
        var room = Text(Tom.Ask("""{"cmd":"conv","op":"start","m":[],"attr":{},"i":2,"unique":false,"transient":true,"peerId":"tom"}"""), "cid");

        JsonElement Find(string id) =>
            Jerry.Ask($$"""{"cmd":"conv","op":"query","where":{"objectId":"{{id}}"},"i":4,"peerId":"jerry"}""").GetProperty("results");

        Assert.Equal(room, Text(Find(room)[0], "objectId"));
        Assert.Equal(0, Find("nowhere").GetArrayLength());
    }

    [Theory]
    [InlineData("false", "false")]
    [InlineData("1", "false")]
    [InlineData("0", "true")]
    [InlineData("true", "true")]
    public void Rows_15_and_16_receipt_and_transient_come_in_many_types_and_every_send_is_acknowledged(string receipt, string transient)
    {
        var id = Start();
        var ack = Tom.Ask($$"""{"cmd":"direct","cid":"{{id}}","msg":"x","i":3,"r":{{receipt}},"transient":{{transient}},"peerId":"tom"}""");
        Assert.Equal(("ack", 3), (Event(ack), ack.GetProperty("i").GetInt32()));
        Assert.Equal("x", Text(Jerry.Take(), "msg"));
    }

    [Fact]
    public void Row_17_a_refused_send_has_id_and_time_all_the_same()
    {
        var ack = Tom.Ask("""{"cmd":"direct","cid":"nowhere","msg":"x","i":3,"r":false,"transient":false,"peerId":"tom"}""");
        Assert.Equal(("ack", 4401, JsonValueKind.String, JsonValueKind.Number),
            (Event(ack), ack.GetProperty("code").GetInt32(), ack.GetProperty("uid").ValueKind, ack.GetProperty("t").ValueKind));
    }

    [Theory]
    [InlineData("", 20)]
    [InlineData(",\"limit\":3", 3)]
    [InlineData(",\"l\":4", 4)]
    public void Rows_18_and_19_history_takes_either_spelling_and_its_bodies_are_strings(string limit, int count)
    {
        var id = Start();
        for (var number = 0; number < 25; number++)
            Say(id);

        var logs = Tom.Ask($$"""{"cmd":"logs","cid":"{{id}}","i":4,"peerId":"tom"{{limit}}}""").GetProperty("logs");

        Assert.Equal(count, logs.GetArrayLength());
        Assert.All(logs.EnumerateArray(), item => Assert.Equal(JsonValueKind.String, item.GetProperty("data").ValueKind));
    }

    [Fact]
    public void Row_19_lists_are_there_when_they_are_empty()
    {
        Assert.Equal(0, Tom.Ask($$"""{"cmd":"logs","cid":"{{Start()}}","i":4,"peerId":"tom"}""").GetProperty("logs").GetArrayLength());
        Assert.Equal(0, Tom.Ask("""{"cmd":"conv","op":"query","where":{"name":"none"},"i":4,"peerId":"tom"}""").GetProperty("results").GetArrayLength());
    }

    [Fact]
    public void Row_21_acks_come_without_number_for_own_messages_and_twice()
    {
        var id = Start();
        var message = Say(id, "1");
        foreach (var device in (WireDevice[])[Jerry, Jerry, Tom])
            device.Send($$"""{"cmd":"ack","cid":"{{id}}","mid":"{{message}}","peerId":"{{(device == Tom ? "tom" : "jerry")}}"}""");

        Assert.Equal("direct", Event(Jerry.Take()));
        Assert.Equal("rcp", Event(Tom.Take()));
    }

    [Fact]
    public void Row_22_a_receipt_names_its_conversation()
    {
        var id = Start();
        var message = Say(id, "1");
        Jerry.Send($$"""{"cmd":"ack","cid":"{{id}}","mid":"{{message}}","peerId":"jerry"}""");

        var receipt = Tom.Take();
        Assert.Equal((id, message), (Text(receipt, "cid"), Text(receipt, "id")));
    }

    [Fact]
    public void Row_24_a_command_that_fails_is_answered_once()
    {
        var error = Tom.Ask("""{"cmd":"conv","op":"add","cid":"nowhere","m":["bob"],"i":8,"peerId":"tom"}""");
        Assert.Equal(("error", 8, 4303), (Event(error), error.GetProperty("i").GetInt32(), error.GetProperty("code").GetInt32()));
    }

    [Fact]
    public void Row_25_whatever_object_an_update_carries_becomes_columns()
    {
        var id = Start();
        Assert.Equal("conv-updated", Event(Tom.Ask($$"""{"cmd":"conv","op":"update","attr":{"name":"n","level":3},"cid":"{{id}}","i":5,"peerId":"tom"}""")));
        var push = Jerry.Take();
        Assert.Equal(("conv-updated", 3), (Event(push), push.GetProperty("attr").GetProperty("level").GetInt32()));
    }

    [Fact]
    public void Row_26_a_list_without_flag_has_the_members()
    {
        Start();
        var found = Tom.Ask("""{"cmd":"conv","op":"query","where":{"m":"tom"},"i":4,"peerId":"tom"}""").GetProperty("results")[0];
        Assert.Equal(2, found.GetProperty("m").GetArrayLength());
    }

    [Fact]
    public void Row_27_a_count_is_read_from_the_result() =>
        Assert.Equal(2, Tom.Ask($$"""{"cmd":"conv","op":"count","cid":"{{Start()}}","i":4,"peerId":"tom"}""").GetProperty("count").GetInt32());

    [Fact]
    public void Row_28_leaving_is_not_signed_even_where_signatures_are_asked_for()
    {
        var world = new World(new ServerOptions { Apps = [AppOptions.Demo with { RequireConversationSignature = true }] });
        var tom = WireDevice.Login(world, "tom");
        var signature = FrameSignatures.SignStart("demo-master-key", "demo", "tom", ["tom"], world.Now, "n");
        tom.Send($$"""{"cmd":"conv","op":"start","m":["tom"],"attr":{"name":""},"i":2,"unique":false,"transient":false,"peerId":"tom","t":{{signature.Timestamp}},"n":"n","s":"{{signature.Value}}"}""");
        var id = Text(tom.TakeAll()[0], "cid");

        tom.Send($$"""{"cmd":"conv","op":"remove","cid":"{{id}}","m":["tom"],"i":3,"peerId":"tom"}""");

        Assert.Equal("conv-removed", Event(tom.TakeAll()[0]));
    }

    [Fact]
    public void Row_29_a_number_may_come_again()
    {
        for (var times = 0; times < 2; times++)
            Assert.Equal(2015, Tom.Ask("""{"cmd":"session","op":"query","sessionPeerIds":[],"i":2015,"peerId":"tom"}""").GetProperty("i").GetInt32());
    }
}
