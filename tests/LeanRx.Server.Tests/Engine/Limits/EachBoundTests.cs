using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Each bound on what a client says: at the bound it is taken, one past it is refused with its code, and the connection lives on.</summary>
public class EachBoundTests
{
    const int Bound = 20;

    public static TheoryData<string, int, Func<ServerLimits, ServerLimits>, Func<TestDeviceOf, int, int?>> Bounds => new()
    {
        { nameof(ServerLimits.MaxClientIdLength), 4103, it => it with { MaxClientIdLength = Bound }, (tom, size) =>
            tom.Login(new string('x', size), new() { Operation = "open" }) },
        { nameof(ServerLimits.MaxTagLength), 4103, it => it with { MaxTagLength = Bound }, (tom, size) =>
            tom.Login("Bob", new() { Operation = "open", Tag = new string('x', size) }) },
        { nameof(ServerLimits.MaxDeviceIdLength), 4103, it => it with { MaxDeviceIdLength = Bound }, (tom, size) =>
            tom.Login("Bob", new() { Operation = "open", DeviceId = new string('x', size) }) },
        { "MaxDeviceIdLength of installations", 4103, it => it with { MaxDeviceIdLength = Bound }, (tom, size) =>
            tom.Login("Bob", new() { Operation = "open", InstallationId = new string('x', size) }) },
        { "MaxDeviceIdLength of tokens", 4103, it => it with { MaxDeviceIdLength = Bound }, (tom, size) =>
            tom.Login("Bob", new() { Operation = "open", DeviceToken = new string('x', size) }) },
        { nameof(ServerLimits.MaxUserAgentLength), 4103, it => it with { MaxUserAgentLength = Bound }, (tom, size) =>
            tom.Login("Bob", new() { Operation = "open", UserAgent = new string('x', size) }) },
        { nameof(ServerLimits.MaxSessionsPerClient), 4113, it => it with { MaxSessionsPerClient = Bound }, (tom, size) => tom.LoginMany("Bob", size) },
        { nameof(ServerLimits.MaxSessionsPerConnection), 4113, it => it with { MaxSessionsPerConnection = Bound }, (tom, size) =>
            tom.LoginManyOverOneConnection(size) },
        { nameof(ServerLimits.MaxMessageBytes), 4109, it => it with { MaxMessageBytes = Bound }, (tom, size) =>
            tom.Send(new() { Body = new string('x', size) }) },
        { "MaxMessageBytes with push data", 4109, it => it with { MaxMessageBytes = Bound }, (tom, size) =>
            tom.Send(new() { Body = new string('x', size - 2), PushData = "{}" }) },
        { "MaxMessageBytes with mentions", 4109, it => it with { MaxMessageBytes = Bound }, (tom, size) =>
            tom.Send(new() { Body = new string('x', size - 8), MentionedClientIds = ["Jerry", "Bob"] }) },
        { "MaxMessageBytes of edited ones", 4109, it => it with { MaxMessageBytes = Bound }, (tom, size) =>
            tom.Edit(new() { Data = new string('x', size - 3), MentionedClientIds = ["Bob"] }) },
        { "MaxClientIdLength of mentions", 4103, it => it with { MaxClientIdLength = Bound }, (tom, size) =>
            tom.Send(new() { Body = "hi", MentionedClientIds = [new string('x', size)] }) },
        { nameof(ServerLimits.MaxTokenLength), 4109, it => it with { MaxTokenLength = Bound }, (tom, size) =>
            tom.Send(new() { Body = "hi", DeduplicationToken = new string('x', size) }) },
        { "MaxNamedIds of start", 4301, it => it with { MaxNamedIds = Bound }, (tom, size) => tom.Do(new() { Operation = "start", Members = Ids(size) }) },
        { "MaxNamedIds of add", 4301, it => it with { MaxNamedIds = Bound }, (tom, size) => tom.Do(new() { Operation = "add", Members = Ids(size) }) },
        { "MaxNamedIds of remove", 4301, it => it with { MaxNamedIds = Bound }, (tom, size) => tom.Do(new() { Operation = "remove", Members = Ids(size) }) },
        { "MaxNamedIds of silence", 4301, it => it with { MaxNamedIds = Bound }, (tom, size) =>
            tom.Do(new() { Operation = "add-shutup", Members = Ids(size) }) },
        { "MaxNamedIds of memberships", 4301, it => it with { MaxNamedIds = Bound }, (tom, size) =>
            tom.Do(new() { Operation = "is-member", ConversationIds = Ids(size) }) },
        { "MaxNamedIds of blocks", 4301, it => it with { MaxNamedIds = Bound }, (tom, size) =>
            tom.Ask(new BlacklistFrame { Operation = "block", SourceConversationId = tom.Conversation, TargetClientIds = Ids(size) }) },
        { "MaxNamedIds of read marks", 4301, it => it with { MaxNamedIds = Bound }, (tom, size) => tom.Ask(new ReadFrame { ConversationIds = Ids(size) }) },
        { "MaxClientIdLength of silence", 4103, it => it with { MaxClientIdLength = Bound }, (tom, size) =>
            tom.Do(new() { Operation = "add-shutup", Members = [new string('x', size)] }) },
        { "MaxClientIdLength of blocks", 4103, it => it with { MaxClientIdLength = Bound }, (tom, size) =>
            tom.Ask(new BlacklistFrame { Operation = "block", SourceConversationId = tom.Conversation, TargetClientIds = [new string('x', size)] }) },
        { nameof(ServerLimits.MaxMembers), 4304, it => it with { MaxMembers = Bound }, (tom, size) =>
            tom.Do(new() { Operation = "start", Members = Ids(size - 1) }) },
        { nameof(ServerLimits.MaxTemporaryMembers), 4304, it => it with { MaxTemporaryMembers = Bound }, (tom, size) =>
            tom.Do(new() { Operation = "start", IsTemporary = true, Members = Ids(size - 1) }) },
        { nameof(ServerLimits.MaxConversationLength), 4306, it => it with { MaxConversationLength = Bound }, (tom, size) =>
            tom.Update($$"""{"name":"{{new string('x', size)}}"}""") },
        { nameof(ServerLimits.MaxColumns), 4306, it => it with { MaxColumns = Bound }, (tom, size) =>
            tom.Update($$"""{{{string.Join(',', Ids(size).Select(id => $"\"{id}\":1"))}}}""") },
        { nameof(ServerLimits.MaxColumnNameLength), 4306, it => it with { MaxColumnNameLength = Bound }, (tom, size) =>
            tom.Update($$"""{"{{new string('x', size)}}":1}""") },
        { nameof(ServerLimits.MaxQueryRows), 4310, it => it with { MaxQueryRows = Bound }, (tom, size) => tom.QueryAmong(size) },
        { nameof(ServerLimits.SendsPerMinute), 4116, it => it with { SendsPerMinute = Bound }, (tom, size) =>
            tom.Repeat(size, () => tom.Send(new() { Body = "hi" })) },
        { nameof(ServerLimits.HistoryQueriesPerMinute), 4318, it => it with { HistoryQueriesPerMinute = Bound }, (tom, size) =>
            tom.Repeat(size, () => tom.Ask(new LogsFrame { ConversationId = tom.Conversation })) },
        { nameof(ServerLimits.OtherOperationsPerMinute), 4318, it => it with { OtherOperationsPerMinute = Bound }, (tom, size) =>
            tom.Repeat(size, () => tom.Do(new() { Operation = "count" })) },
        { "OtherOperationsPerMinute of edits", 4318, it => it with { OtherOperationsPerMinute = Bound }, (tom, size) => tom.EditMany(size) },
        { nameof(ServerLimits.ConversationsPerMinute), 4318, it => it with { ConversationsPerMinute = Bound + 1 }, (tom, size) =>
            tom.Repeat(size, () => tom.Do(new() { Operation = "start", Members = ["Bob"] })) },
        { "ConversationsPerMinute of rooms", 4318, it => it with { ConversationsPerMinute = Bound + 1 }, (tom, size) =>
            tom.Repeat(size, () => tom.Do(new() { Operation = "start", IsTransient = true })) },
        { nameof(ServerLimits.MemberChangesPerMinute), 4318, it => it with { MemberChangesPerMinute = Bound + 1 }, (tom, size) =>
            tom.Repeat(size, () => tom.Do(new() { Operation = "start", Members = ["Bob"] })) },
        { "MemberChangesPerMinute of adding", 4318, it => it with { MemberChangesPerMinute = Bound + 1 }, (tom, size) =>
            tom.Do(new() { Operation = "add", Members = Ids(size) }) },
        { "MemberChangesPerMinute of silencing", 4318, it => it with { MemberChangesPerMinute = Bound + 1 }, (tom, size) =>
            tom.Do(new() { Operation = "add-shutup", Members = Ids(size) }) },
        { nameof(ServerLimits.InvitationsPerHour), 4318, it => it with { InvitationsPerHour = Bound }, (tom, size) =>
            tom.Repeat(size, () => tom.Do(new() { Operation = "start", Members = ["Victim"] })) },
    };

    [Trait("Nodes", "one")]
    [Theory]
    [MemberData(nameof(Bounds), DisableDiscoveryEnumeration = true)]
    public void What_is_at_a_bound_is_taken_and_one_more_is_refused(string bound, int code, Func<ServerLimits, ServerLimits> limit,
        Func<TestDeviceOf, int, int?> attempt)
    {
        Assert.Equal((bound, (int?)null), (bound, attempt(new(limit(ServerLimits.Default)), Bound)));

        var beyond = new TestDeviceOf(limit(ServerLimits.Default));
        Assert.Equal((bound, code), (bound, attempt(beyond, Bound + 1)));
        Assert.Equal(1, beyond.Heartbeats());
    }

    [Trait("Nodes", "one")]
    [Fact]
    public void Others_put_a_client_into_so_many_conversations_an_hour_and_the_next_hour_again()
    {
        var world = new World(new ServerOptions { Limits = ServerLimits.Default with { InvitationsPerHour = 2 } });
        var (tom, bob, victim) = (world.Login("Tom"), world.Login("Bob"), world.Login("Victim"));
        tom.Start(["Victim"], victim);
        var second = bob.Start(["Bob"]);
        bob.Do(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = second, Members = ["Victim"] });
        var third = bob.Start(["Mary"]);

        var added = bob.Do(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = third, Members = ["Victim", "Harry"] });

        Assert.Equal(["Harry"], added.AllowedClientIds);
        Assert.Equal(ErrorCodes.ConversationApiQuotaExceeded, Assert.Single(added.FailedClientIds!).Code);
        Assert.Equal(["Victim"],
            victim.Do(new ConversationFrame
            {
                Operation = ConversationOperations.Add,
                ConversationId = victim.Start([]),
                Members = ["Victim"]
            }).AllowedClientIds);
        world.Pass(TimeSpan.FromHours(1));
        Assert.Equal(["Victim"], world.Login("Bob")
            .Do(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = third, Members = ["Victim"] }).AllowedClientIds);
    }

    static string[] Ids(int count) => [.. Enumerable.Range(0, count).Select(number => $"m{number}")];

    /// <summary>Tom, who has a conversation with a message in it.</summary>
    public sealed class TestDeviceOf
    {
        readonly World _world;
        readonly TestDevice _tom;
        readonly string _message;

        public TestDeviceOf(ServerLimits limits)
        {
            _world = new World(new ServerOptions { Limits = limits with { SendsPerMinute = limits.SendsPerMinute + 1 } });
            _tom = _world.Login("Tom", capabilities: SessionCapabilities.None);
            Conversation = _tom.Start(["Jerry"]);
            _message = _tom.Say(Conversation, "hi").MessageUid!;
            _tom.TakeAll();
        }

        public string Conversation { get; }

        public int? Login(string clientId, SessionFrame frame)
        {
            var device = _world.Connect();
            device.Open(clientId, frame);
            return CodeOf(device.Received.Single());
        }

        public int? LoginMany(string clientId, int count) => Repeat(count, () => Login(clientId, new SessionFrame { Operation = SessionOperations.Open }));

        public int? LoginManyOverOneConnection(int count)
        {
            var device = _world.Connect();
            foreach (var clientId in Ids(count))
                device.Open(clientId, new SessionFrame { Operation = SessionOperations.Open });
            return CodeOf(device.Received[^1]);
        }

        public int? Send(DirectFrame frame) => _tom.Ask<AckFrame>(frame with { ConversationId = Conversation }).Code;

        public int? Edit(PatchItem item) =>
            Ask(new PatchFrame { Operation = PatchOperations.Modify, Patches = [item with { ConversationId = Conversation, MessageId = _message }] });

        /// <summary>Edits once, then the rest in one frame.</summary>
        public int? EditMany(int count)
        {
            Edit(new PatchItem { Data = "ho" });
            return Ask(new PatchFrame
            {
                Operation = PatchOperations.Modify,
                Patches = [.. Enumerable.Repeat(new PatchItem { ConversationId = Conversation, MessageId = _message, Data = "ho" }, count - 1)]
            });
        }

        public int? Do(ConversationFrame frame) => Ask(frame with { ConversationId = frame.Operation == ConversationOperations.Start ? null : Conversation });

        public int? QueryAmong(int count)
        {
            Repeat(count - 1, () => Do(new ConversationFrame { Operation = ConversationOperations.Start, IsTransient = true }));
            return Do(new ConversationFrame { Operation = ConversationOperations.Query, Where = Moves.Json("""{"attr.a":1}""") });
        }

        public int? Update(string columns) => Do(new ConversationFrame { Operation = ConversationOperations.Update, Attributes = Moves.Json(columns) });

        public int? Ask(Frame frame)
        {
            _tom.TakeAll();
            var serialId = _tom.Send(frame);
            return CodeOf(_tom.Received.Single(it => it.SerialId == serialId));
        }

        public int? Repeat(int count, Func<int?> attempt)
        {
            int? last = null;
            for (var number = 0; number < count; number++)
                last = attempt();
            return last;
        }

        public int Heartbeats()
        {
            _tom.TakeAll();
            _tom.SendRaw(HeartbeatFrame.Instance);
            return _tom.TakeAll().Count;
        }

        static int? CodeOf(Frame frame) => frame is ErrorFrame error ? error.Code : null;
    }
}
