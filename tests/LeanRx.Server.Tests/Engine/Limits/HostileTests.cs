using CsCheck;
using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Tests;

/// <summary>Law 13: the server trusts nothing. Whatever comes, the connection that sent it is answered or ignored, and everybody else goes on.</summary>
public class HostileTests
{
    static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    static readonly Gen<string?> Text =
        Gen.OneOf(Gen.Const((string?)null), Gen.Const((string?)""), Gen.Const((string?)"conv"), Gen.Const((string?)"Tom"), Gen.Const((string?)"Jerry"),
        Gen.String.Select(it => (string?)it));

    static readonly Gen<IReadOnlyList<string>?> Texts =
        Gen.OneOf(Gen.Const((IReadOnlyList<string>?)null), Text.Array[0, 5].Select(it => (IReadOnlyList<string>?)it!));

    static readonly Gen<long?> Number = Gen.OneOf(Gen.Const((long?)null), Gen.Long.Select(it => (long?)it), Gen.Int[-2, 2].Select(it => (long?)it));

    static readonly Gen<System.Text.Json.JsonElement?> Json =
        OneOf("null", "{}", "[]", "1", "\"x\"", """{"name":1}""", """{"attr":{"a":{"a":1}},"attr.a.b.c":{"__op":"Increment"}}""", """{"$or":[{}]}""",
        """{"m":{"$in":1}}""")
        .Select(it => (System.Text.Json.JsonElement?)Moves.Json(it));

    static readonly string[] Conversations = [.. typeof(ConversationOperations).GetFields().Select(field => (string)field.GetRawConstantValue()!), "fly"];

    static readonly string[] Sessions =
        [.. typeof(SessionOperations).GetFields().Select(field => (string)field.GetRawConstantValue()!)
        .Where(operation => operation != SessionOperations.Close), "fly"];

    static readonly Gen<Frame> Frames = Gen.OneOf(
        Gen.Select(OneOf(Conversations), Text, Texts, Number, Json, Json, Gen.Bool, (operation, cid, m, n, where, attr, flag) => (Frame)new ConversationFrame
        {
            Operation = operation,
            ConversationId = cid,
            Members = m,
            Limit = (int?)n,
            Skip = (int?)n,
            Flag = (int?)n,
            Count = (int?)n,
            Sort = cid,
            Where = where,
            Attributes = attr,
            IsTransient = flag,
            IsUnique = !flag,
            IsTemporary = n > 0,
            TemporaryTtl = (int?)n,
            ConversationIds = m,
            TemporaryConversationIds = flag ? m : null,
            TargetClientId = cid,
            QueryAllMembers = flag,
        }),
        Gen.Select(OneOf(Sessions), Text, Texts, Number, (operation, text, ids, n) =>
            (Frame)new SessionFrame
            {
                Operation = operation,
                PeerId = text,
                ApplicationId = n > 0 ? "demo" : null,
                ClientIds = ids,
                Token = operation == SessionOperations.Open ? null : text,
                ConfigurationBitmap = n,
                Tag = text,
                DeviceId = text,
                LastUnreadNotificationTime =
            n
            }),
        Gen.Select(Text, Text, Texts, Number, Gen.Bool, (cid, body, ids, n, flag) =>
            (Frame)new DirectFrame
            {
                ConversationId = cid,
                Body = body,
                MentionedClientIds = ids,
                IsTransient = flag,
                IsWill = n == 1,
                DeduplicationToken = body,
                IsBinary = n == 2,
                Priority = (int?)n,
                Timestamp = n
            }),
        Gen.Select(Text, Text, Number, Number, (cid, mid, from, to) =>
            (Frame)new AckFrame { ConversationId = cid, MessageId = mid, FromTimestamp = from, ToTimestamp = to, IsRead = from > 0 }),
        Gen.Select(Text, Texts, Text, Number, (cid, cids, mid, n) =>
            (Frame)new ReadFrame { ConversationId = cid, ConversationIds = cids, Marks = [new ReadMark(cid!, mid, n), null!] }),
        Gen.Select(Text, Text, Number, Number, Text, (cid, mid, n, end, direction) =>
            (Frame)new LogsFrame
            {
                ConversationId = cid,
                MessageId = mid,
                Timestamp = n,
                EndTimestamp = end,
                EndMessageId = mid,
                Limit = (int?)n,
                Direction = direction,
                MessageType = (int?)end
            }),
        Gen.Select(Text, Text, Number, Gen.Bool, (cid, mid, n, recall) =>
            (Frame)new PatchFrame
            {
                Operation = PatchOperations.Modify,
                Patches = [new PatchItem { ConversationId = cid, MessageId = mid, Timestamp = n, IsRecall = recall, Data = mid }, null!]
            }),
        Gen.Select(Text, name => (Frame)new UnknownFrame(name ?? "") { Operation = name }),
        OneOf<Frame>(new BlacklistFrame { Operation = BlacklistOperations.Block }, new RoomFrame { Operation = "join" }, new PresenceFrame(), new DataFrame(),
            new GoAwayFrame(), new ErrorFrame { Code = 0 }, new LoginFrame(Commands.Login), new UnreadFrame(), new ReceiptFrame(),
            new ReportFrame { Operation = "upload" }, HeartbeatFrame.Instance, new EchoFrame()));

    [Fact]
    [Trait("Speed", "slow")]
    public void Whatever_a_client_sends_nobody_else_notices() => Gen.Select(Frames.Array[1, 40], Gen.Bool).Sample((frames, isEarly) =>
    {
        var log = new LogLines { From = LogLevel.Error };
        var world = new World(new ServerOptions { LoggerFactory = log });
        var (tom, jerry) = (world.Login("Tom"), world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        var eve = isEarly ? world.Connect() : world.Login("Eve");

        foreach (var frame in frames)
            eve.SendRaw(frame is ConversationFrame { ConversationId: "conv" } conv ? conv with { ConversationId = conversation }
                : frame is DirectFrame { ConversationId: "conv" } direct ? direct with { ConversationId = conversation } : frame);

        tom.TakeAll();
        jerry.TakeAll();
        Assert.Empty(log.Lines);
        Assert.Equal(0, world.Engine.PendingCommandCount);
        Assert.Null(tom.CloseCode);
        eve.Drop();
        Assert.All(tom.TakeAll(), frame => Assert.IsType<DirectFrame>(frame));
        jerry.TakeAll();
        tom.Say(tom.Start(["Jerry"], jerry), "still well");
        Assert.Equal("still well", jerry.Take<DirectFrame>().Body);
    }, iter: Amount.Of(some: 60, all: 300));

    [Fact]
    public void Unknown_commands_and_operations_are_answered_and_the_connection_lives()
    {
        var tom = new World().Login("Tom");
        Frame[] frames =
        [
            new UnknownFrame("fly") { Operation = "high" }, new ConversationFrame { Operation = "fly" }, new ConversationFrame(),
                new SessionFrame { Operation = "fly" },
            new RoomFrame { Operation = "join" }, new PresenceFrame(), new LoginFrame(Commands.Login), new PatchFrame { Operation = "fly" },
        ];

        Assert.All(frames, frame => Assert.Equal(ErrorCodes.UnparseableRawMessage, tom.Fail(frame).Code));
        Assert.Contains("fly/high", tom.Fail(frames[0]).Detail, StringComparison.Ordinal);
        Assert.Null(tom.CloseCode);
    }

    [Fact]
    public void A_store_that_fails_costs_the_command_and_not_the_connection()
    {
        var log = new LogLines { From = LogLevel.Error };
        var store = new SlowStore();
        var world = new World(new ServerOptions { LoggerFactory = log }, store);
        var tom = world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        store.FailAll = true;

        Assert.Equal((ErrorCodes.InternalError, "INTERNAL_ERROR"),
            (tom.Fail(new LogsFrame { ConversationId = conversation }).Code, tom.Fail(new LogsFrame { ConversationId = conversation }).Reason));
        Assert.Equal(ErrorCodes.InternalError, tom.Say(conversation, "lost").Code);
        store.FailAll = false;

        // One line a minute for each kind.
        Assert.Equal(2, log.Lines.Count);
        Assert.Null(tom.Say(conversation, "kept").Code);
        Assert.Equal(["kept"], tom.History(conversation).Select(it => it.Data));
    }
}
