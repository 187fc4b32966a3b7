using System.Text.Json;

namespace LeanRx.Protocol.Tests;

public class TypedMemberTests
{
    [Fact]
    public void A_login_of_the_old_NET_client()
    {
        var frame = Json.Decode<SessionFrame>("""{"configBitmap":1,"ua":"net-universal/1.0.0.0","tag":"Mobile","deviceId":"d-1","i":-65535,"cmd":"session","appId":"APP","op":"open","peerId":"tom"}""");
        Assert.Equal((SessionOperations.Open, -65535, "tom", "APP"), (frame.Operation, frame.SerialId, frame.PeerId, frame.ApplicationId));
        Assert.Equal((1, "net-universal/1.0.0.0", "Mobile", "d-1"), (frame.ConfigurationBitmap, frame.UserAgent, frame.Tag, frame.DeviceId));
        Assert.Null(frame.Signature);
        Assert.Null(frame.Extensions);
    }

    [Fact]
    public void A_login_was_accepted()
    {
        var frame = Json.Decode<SessionFrame>("""{"cmd":"session","op":"opened","i":2016,"appId":"APP","peerId":"tom","st":"s7","stTtl":172800,"serverTs":1700000000000}""");
        Assert.Equal((SessionOperations.Opened, "s7", 172800, 1_700_000_000_000), (frame.Operation, frame.Token, frame.TokenTtl, frame.ServerTimestamp));
    }

    [Theory]
    [InlineData("""{"cmd":"error","i":7,"code":4303,"reason":"CONVERSATION_NOT_FOUND","detail":"d"}""")]
    [InlineData("""{"cmd":"conv","op":"error","i":7,"code":4303,"reason":"CONVERSATION_NOT_FOUND","detail":"d"}""")]
    [InlineData("""{"cmd":"session","op":"error","i":7,"code":4303,"reason":"CONVERSATION_NOT_FOUND","detail":"d"}""")]
    [InlineData("""{"cmd":"ack","i":7,"code":4303,"reason":"CONVERSATION_NOT_FOUND","detail":"d"}""")]
    public void An_error_in_any_shape_has_its_code_reason_and_detail(string json)
    {
        (int?, string?, string?) error = Json.Decode(json) switch
        {
            ErrorFrame frame => (frame.Code, frame.Reason, frame.Detail),
            ConversationFrame frame => (frame.Code, frame.Reason, frame.Detail),
            SessionFrame frame => (frame.Code, frame.Reason, frame.Detail),
            AckFrame frame => (frame.Code, frame.Reason, frame.Detail),
            _ => default,
        };
        Assert.Equal((4303, "CONVERSATION_NOT_FOUND", "d"), error);
    }

    [Fact]
    public void A_count_of_the_old_NET_client_has_no_operation()
    {
        var frame = Json.Decode<ConversationFrame>("""{"where":{"m":"tom"},"count":1,"limit":0,"i":-65520,"cmd":"conv","appId":"APP","peerId":"tom"}""");
        Assert.Null(frame.Operation);
        Assert.Equal((1, 0), (frame.Count, frame.Limit));
        Assert.Equal("""{"m":"tom"}""", frame.Where!.Value.GetRawText());
    }

    [Fact]
    public void A_conversation_is_started()
    {
        var frame = Json.Decode<ConversationFrame>("""{"cid":null,"attr":{"name":"Game"},"m":["jerry","tom"],"transient":false,"tempConv":false,"unique":true,"i":-65534,"cmd":"conv","appId":"APP","op":"start","peerId":"tom"}""");
        Assert.Equal(["jerry", "tom"], frame.Members);
        Assert.Equal((null, false, false, true), (frame.ConversationId, frame.IsTransient, frame.IsTemporary, frame.IsUnique));
        Assert.Equal("Game", frame.Attributes!.Value.GetProperty("name").GetString());
    }

    [Fact]
    public void Some_members_could_not_be_added()
    {
        var frame = Json.Decode<ConversationFrame>("""{"cmd":"conv","op":"added","i":2018,"peerId":"tom","cid":"c1","allowedPids":["mary"],"failedPids":[{"code":4304,"reason":"CONVERSATION_FULL","pids":["kate"]},{"code":1}]}""");
        Assert.Equal(["mary"], frame.AllowedClientIds);
        Assert.Equal((4304, "CONVERSATION_FULL", "kate"),
            (frame.FailedClientIds![0].Code, frame.FailedClientIds[0].Reason, Assert.Single(frame.FailedClientIds[0].ClientIds)));
        Assert.Empty(frame.FailedClientIds[1].ClientIds);
    }

    [Fact]
    public void Query_results_stay_JSON()
    {
        var frame = Json.Decode<ConversationFrame>("""{"cmd":"conv","op":"results","i":1,"results":[{"objectId":"c1","lm":{"__type":"Date","iso":"2024-01-12T08:05:00.000Z"}}]}""");
        Assert.Equal(JsonValueKind.Array, frame.Results!.Value.ValueKind);
        Assert.Equal("2024-01-12T08:05:00.000Z", frame.Results.Value[0].GetProperty("lm").GetProperty("iso").GetString());
    }

    [Fact]
    public void Read_positions_and_roles()
    {
        var frame = Json.Decode<ConversationFrame>("""{"cmd":"conv","op":"max-read","cid":"c1","maxReadTuples":[{"pid":"mary","maxAckTimestamp":2,"maxReadTimestamp":1}],"info":{"pid":"mary","role":"Manager","infoId":"r1"}}""");
        Assert.Equal(new ReadPosition("mary", 2, 1), Assert.Single(frame.ReadPositions!));
        Assert.Equal(new MemberInfo("mary", "Manager", "r1"), frame.MemberInfo);
    }

    [Fact]
    public void A_message_is_delivered()
    {
        var frame = Json.Decode<DirectFrame>("""{"cmd":"direct","peerId":"jerry","id":"qNk","cid":"c1","fromPeerId":"tom","timestamp":1700000000123,"msg":"{\"_lctype\":-1,\"_lctext\":\"hi\"}"}""");
        Assert.Equal(("qNk", "c1", "tom", "jerry"), (frame.MessageId, frame.ConversationId, frame.FromPeerId, frame.PeerId));
        Assert.Equal((1_700_000_000_123, """{"_lctype":-1,"_lctext":"hi"}"""), (frame.Timestamp, frame.Body));
        Assert.Null(frame.IsOffline);
    }

    [Fact]
    public void A_binary_message_is_delivered()
    {
        var frame = Json.Decode<DirectFrame>("""{"cmd":"direct","cid":"c1","binaryMsg":"AAEC","bin":true}""");
        Assert.Equal([0, 1, 2], frame.BinaryBody!);
        Assert.True(frame.IsBinary);
    }

    [Fact]
    public void A_page_of_history()
    {
        var frame = Json.Decode<LogsFrame>("""{"cmd":"logs","i":2025,"logs":[{"msgId":"m1","from":"tom","timestamp":1,"data":"a","ackAt":5,"readAt":6,"patchTimestamp":7,"mentionAll":true,"mentionPids":["mary"],"convType":1},{"msgId":"m2","from":"jerry","timestamp":2,"data":"AAEC","bin":true}]}""");
        var first = frame.Items![0];
        Assert.Equal(("m1", "tom", "a", 1L), (first.MessageId, first.From, first.Data, first.Timestamp));
        Assert.Equal((5, 6, 7, true, 1), (first.AckAt, first.ReadAt, first.PatchTimestamp, first.MentionAll, first.ConversationType));
        Assert.Equal(["mary"], first.MentionedClientIds);
        Assert.True(frame.Items[1].IsBinary);
    }

    [Fact]
    public void A_page_of_history_is_asked_for()
    {
        var frame = Json.Decode<LogsFrame>("""{"cid":"c1","l":20,"mid":"m9","t":9,"tIncluded":true,"tt":1,"tmid":"m1","ttIncluded":false,"direction":"NEW","lctype":-1,"i":-65526,"cmd":"logs","peerId":"tom"}""");
        Assert.Equal(("c1", 20, "m9", 9, true), (frame.ConversationId, frame.Limit, frame.MessageId, frame.Timestamp, frame.IsStartIncluded));
        Assert.Equal((1, "m1", false, LogsDirections.Newer, -1),
            (frame.EndTimestamp, frame.EndMessageId, frame.IsEndIncluded, frame.Direction, frame.MessageType));
        Assert.Null(frame.Items);
    }

    [Fact]
    public void Unread_counts_and_read_marks()
    {
        var unread = Json.Decode<UnreadFrame>("""{"cmd":"unread","peerId":"tom","notifTime":9,"convs":[{"cid":"c1","unread":3,"mid":"m1","timestamp":8,"from":"jerry","data":"x","mentioned":true}]}""");
        Assert.Equal(9, unread.NotificationTime);
        Assert.Equal(new UnreadConversation
        {
            ConversationId = "c1",
            Unread = 3,
            MessageId = "m1",
            Timestamp = 8,
            From = "jerry",
            Data = "x",
            IsMentioned = true
        }, Assert.Single(unread.Conversations));
        var read = Json.Decode<ReadFrame>("""{"convs":[{"cid":"c1","mid":"m1","timestamp":8},{"cid":"c2"}],"i":1,"cmd":"read"}""");
        Assert.Equal([new ReadMark("c1", "m1", 8), new ReadMark("c2", null, null)], read.Marks);
    }

    [Fact]
    public void A_message_is_recalled()
    {
        var frame = Json.Decode<PatchFrame>("""{"cmd":"patch","op":"modify","patches":[{"cid":"c1","mid":"m1","from":"tom","timestamp":1,"patchTimestamp":2,"recall":true,"data":"{\"_lctype\":-127}","patchCode":-4408,"patchReason":"r"}],"lastPatchTime":3}""");
        Assert.Equal((PatchOperations.Modify, 3), (frame.Operation, frame.LastPatchTime));
        Assert.Equal(
            new PatchItem
            {
                ConversationId = "c1",
                MessageId = "m1",
                From = "tom",
                Timestamp = 1,
                PatchTimestamp = 2,
                IsRecall = true,
                Data = """{"_lctype":-127}""",
                PatchCode = -4408,
                PatchReason = "r"
            },
            Assert.Single(frame.Patches!));
    }

    [Theory]
    [InlineData("login")]
    [InlineData("loggedin")]
    [InlineData("logout")]
    [InlineData("loggedout")]
    public void The_push_channel_keeps_which_command_it_is(string command)
    {
        var frame = Json.Decode<LoginFrame>($$"""{"cmd":"{{command}}","installationId":"DEV","clientTs":5,"service":1,"pushDisabled":true}""");
        Assert.Equal(new LoginFrame(command) { InstallationId = "DEV", ClientTimestamp = 5, Service = 1, IsPushDisabled = true }, frame);
    }
}
