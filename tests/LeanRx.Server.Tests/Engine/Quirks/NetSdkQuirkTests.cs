using System.Text.Json;
using LeanRx.Server.Hosting;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>
/// The old .NET SDK (protocol.md §11.2). Rows 1 and 2 are shown by the tests of the handshake and the route, row 11 by those of unread counts, row 12 by those
/// of signatures, row 15 by those of queries.
/// </summary>
public sealed class NetSdkQuirkTests() : QuirkTest(Dialect.UnreadCountsUntilRead)
{
    [Fact]
    public void Row_3_the_heartbeat_is_answered_by_two_characters() => Assert.Equal("{}", Tom.Ask("{}").GetRawText());

    [Fact]
    public void Rows_4_and_5_a_bitmap_on_any_session_command_changes_nothing_and_success_has_no_code()
    {
        var query = Tom.Ask("""{"configBitmap":1,"sessionPeerIds":["jerry",null],"i":-65534,"cmd":"session","appId":"demo","op":"query","peerId":"tom"}""");
        Assert.Equal(("session-query-result", -65534, false), (Event(query), query.GetProperty("i").GetInt32(), Has(query, "code")));

        var closed = Tom.Ask("""{"configBitmap":1,"i":-65533,"cmd":"session","appId":"demo","op":"close","peerId":"tom"}""");
        Assert.Equal(("session-closed", false), (Event(closed), Has(closed, "code")));
        Assert.Null(Tom.CloseCode);
    }

    [Fact]
    public void Row_6_a_tagged_client_comes_back_with_a_number_and_without_a_token()
    {
        var phone = new WireDevice(World);
        phone.Send("""{"configBitmap":1,"ua":"net-universal/1.0.0.0","tag":"Mobile","deviceId":"d-1","i":-65535,"cmd":"session","appId":"demo","op":"open","peerId":"mary"}""");
        phone.Connection.DisconnectAsync(isClean: false);

        var again = new WireDevice(World);

        Assert.Equal("session-opened",
            Event(again.Ask("""{"configBitmap":1,"ua":"net-universal/1.0.0.0","r":1,"i":-65500,"cmd":"session","appId":"demo","op":"open","peerId":"mary"}""")));
    }

    [Fact]
    public void Row_6_who_comes_back_without_naming_its_tag_is_refused_when_another_device_has_it_meanwhile()
    {
        const string Open = """{"configBitmap":1,"ua":"net-universal/1.0.0.0","tag":"Mobile","deviceId":"DEVICE","i":-65535,"cmd":"session","appId":"demo","op":"open","peerId":"mary"}""";
        var first = new WireDevice(World);
        first.Ask(Open.Replace("DEVICE", "d-1", StringComparison.Ordinal));
        first.Connection.DisconnectAsync(isClean: false);
        var second = new WireDevice(World);
        second.Ask(Open.Replace("DEVICE", "d-2", StringComparison.Ordinal));

        var back = new WireDevice(World)
            .Ask("""{"configBitmap":1,"ua":"net-universal/1.0.0.0","r":1,"i":-65500,"cmd":"session","appId":"demo","op":"open","peerId":"mary"}""");

        Assert.Equal(("session-closed", 4111, -65500), (Event(back), back.GetProperty("code").GetInt32(), back.GetProperty("i").GetInt32()));
        Assert.Empty(second.TakeAll());
    }

    [Fact]
    public void Row_6_who_came_back_without_naming_its_tag_still_gives_it_up_to_another_device()
    {
        var first = new WireDevice(World);
        first.Ask("""{"configBitmap":1,"ua":"net-universal/1.0.0.0","tag":"Mobile","deviceId":"d-1","i":-65535,"cmd":"session","appId":"demo","op":"open","peerId":"mary"}""");
        first.Connection.DisconnectAsync(isClean: false);
        var back = new WireDevice(World);
        back.Ask("""{"configBitmap":1,"ua":"net-universal/1.0.0.0","r":1,"i":-65500,"cmd":"session","appId":"demo","op":"open","peerId":"mary"}""");

        new WireDevice(World)
            .Ask("""{"configBitmap":1,"ua":"net-universal/1.0.0.0","tag":"Mobile","deviceId":"d-2","i":-65535,"cmd":"session","appId":"demo","op":"open","peerId":"mary"}""");

        Assert.Equal(4111, back.Take().GetProperty("code").GetInt32());
    }

    [Fact]
    public void Rows_7_and_8_who_is_displaced_is_told_without_a_number_and_keeps_its_socket()
    {
        const string Open = """{"configBitmap":1,"ua":"net-universal/1.0.0.0","tag":"Mobile","deviceId":"DEVICE","i":-65535,"cmd":"session","appId":"demo","op":"open","peerId":"mary"}""";
        var phone = new WireDevice(World);
        phone.Ask(Open.Replace("DEVICE", "d-1", StringComparison.Ordinal));

        new WireDevice(World).Send(Open.Replace("DEVICE", "d-2", StringComparison.Ordinal));

        var closed = phone.Take();
        Assert.Equal(("session-closed", 4111, "mary", false), (Event(closed), closed.GetProperty("code").GetInt32(), Text(closed, "peerId"), Has(closed, "i")));
        Assert.Null(phone.CloseCode);
    }

    [Fact]
    public void Row_9_a_live_message_has_a_body_and_does_not_say_that_it_is_old()
    {
        Say(Start());
        var message = Jerry.Take();
        Assert.Equal(("hi", false, false), (Text(message, "msg"), Has(message, "offline"), Has(message, "i")));
    }

    [Fact]
    public void Row_10_an_ack_with_a_number_gets_no_reply()
    {
        var id = Start();
        var message = Say(id);
        Jerry.TakeAll();
        Jerry.Send($$"""{"mid":"{{message}}","cid":"{{id}}","i":-65527,"cmd":"ack","appId":"demo","peerId":"jerry"}""");
        Jerry.Send($$"""{"mid":"","cid":"{{id}}","i":-65526,"cmd":"ack","appId":"demo","peerId":"jerry"}""");
        Assert.Empty(Jerry.TakeAll());
        Assert.Null(Jerry.CloseCode);
    }

    [Fact]
    public void Rows_13_and_14_nulls_and_repetitions_are_passed_over()
    {
        Tom.Send("""{"cid":null,"attr":{"name":"Game"},"m":["jerry",null,"tom","jerry"],"transient":false,"tempConv":false,"unique":true,"i":-65534,"cmd":"conv","appId":"demo","op":"start","peerId":"tom"}""");
        var started = Tom.TakeAll()[0];
        var id = Text(started, "cid");
        Assert.Equal(2, Tom.Ask($$"""{"cmd":"conv","op":"count","cid":"{{id}}","i":4,"peerId":"tom"}""").GetProperty("count").GetInt32());

        var progress = Tom.Ask($$"""{"cid":"{{id}}","targetClientId":null,"queryAllMembers":false,"i":-65529,"cmd":"conv","appId":"demo","op":"max-read","peerId":"tom"}""");
        Assert.Equal(("conv-max-read", id), (Event(progress), Text(progress, "cid")));
        Assert.Equal(4114, Tom.Ask($$"""{"cid":"{{id}}","msg":null,"i":-65528,"cmd":"direct","appId":"demo","peerId":"tom"}""").GetProperty("code").GetInt32());
    }

    [Fact]
    public void Row_17_a_transient_send_is_acknowledged_with_id_and_time()
    {
        var ack = Tom.Ask($$"""{"msg":"x","cid":"{{Start()}}","r":true,"transient":true,"mentionAll":false,"i":-65528,"cmd":"direct","appId":"demo","peerId":"tom"}""");
        Assert.NotEmpty(Text(ack, "uid"));
        Assert.Equal(World.Now, ack.GetProperty("t").GetInt64());
    }

    [Fact]
    public void Row_18_a_change_is_pushed_with_a_body_of_text_whichever_way_mentions_are_spelt()
    {
        var id = Start();
        var message = Say(id);
        var phone = new WireDevice(World);
        phone.Send("""{"configBitmap":1,"i":1,"cmd":"session","appId":"demo","op":"open","peerId":"jerry"}""");
        phone.TakeAll();

        string Patch(string fields) =>
            $$"""{"patches":[{"cid":"{{id}}","mid":"{{message}}","from":"tom","timestamp":1,{{fields}}}],"i":-65523,"cmd":"patch","appId":"demo","op":"modify","peerId":"tom"}""";
        Assert.Equal("patch-modified", Event(Tom.Ask(Patch("\"recall\":false,\"data\":\"b\",\"meintonPids\":[\"jerry\"]"))));
        Tom.Send(Patch("\"recall\":true"));

        var pushes = phone.TakeAll().Select(push => push.GetProperty("patches")[0]).ToList();
        Assert.Equal("jerry", pushes[0].GetProperty("mentionPids")[0].GetString());
        Assert.Equal(["b", """{"_lctype":-127}"""], pushes.Select(item => Text(item, "data")));
    }

    [Fact]
    public void Row_19_a_level_is_a_priority() =>
        Assert.False(Has(Tom.Ask($$"""{"msg":"x","cid":"{{Start()}}","level":3,"i":-65528,"cmd":"direct","appId":"demo","peerId":"tom"}"""), "code"));

    [Fact]
    public void Row_20_unread_counts_name_conversation_and_number()
    {
        var id = Start();
        Say(id);
        var phone = new WireDevice(World);
        phone.Send("""{"configBitmap":1,"i":1,"cmd":"session","appId":"demo","op":"open","peerId":"jerry"}""");

        var item = phone.TakeAll()[1].GetProperty("convs")[0];
        Assert.Equal((id, 1, "hi"), (Text(item, "cid"), item.GetProperty("unread").GetInt32(), Text(item, "data")));
    }

    [Fact]
    public void Row_21_a_new_conversation_is_answered_without_members_and_the_last_time_is_a_date_in_results()
    {
        Tom.Send("""{"cid":null,"attr":{"name":"Game"},"m":["jerry"],"transient":false,"tempConv":false,"unique":true,"i":-65534,"cmd":"conv","appId":"demo","op":"start","peerId":"tom"}""");
        var started = Tom.TakeAll()[0];
        Assert.Equal((false, false), (Has(started, "m"), Has(started, "lm")));
        Say(Text(started, "cid"));

        var found = Tom.Ask("""{"cmd":"conv","op":"query","where":{"m":"tom"},"i":4,"peerId":"tom"}""").GetProperty("results")[0];
        Assert.Equal("Date", Text(found.GetProperty("lm"), "__type"));
        Assert.Equal((JsonValueKind.String, JsonValueKind.String), (found.GetProperty("createdAt").ValueKind, found.GetProperty("updatedAt").ValueKind));
    }

    [Fact]
    public void Row_22_a_list_is_no_frame()
    {
        Tom.Send("[]");
        Assert.Equal(4114, Tom.CloseCode);
    }
}
