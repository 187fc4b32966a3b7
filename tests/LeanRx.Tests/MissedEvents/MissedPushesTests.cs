using System.Text.Json;

namespace LeanRx.Tests.MissedEvents;

/// <summary>What happened to conversations while the connection was lost is fetched after the next login (protocol.md §4.16).</summary>
public partial class MissedPushesTests
{
    const long FirstLogin = 1_000_000, SecondLogin = 2_000_000, Margin = 60_000;

    readonly FakeMissedEvents _source = new();
    readonly ClientWorld _world;
    readonly List<MembershipChange> _heard;
    readonly Conversation _room;

    public MissedPushesTests()
    {
        _world = new ClientWorld(options =>
            options with
            {
                MissedEventSource = _source,
                ApplicationId = "app",
                ApplicationKey = "key",
                ReconnectPolicy = new FixedDelay(TimeSpan.FromSeconds(5))
            }, serverTime: FirstLogin);
        _room = _world.Conversation();
        _heard = ClientWorld.Record(_world.Client.MembershipChanges);
    }

    static ConversationFrame Joined(string who, long? time) => new()
    {
        Operation = ConversationOperations.MembersJoined,
        ConversationId = "room",
        Members = [who],
        InitiatedBy = "jerry",
        ServerTimestamp = time,
        NotificationType = 1,
    };

    static ReceiptFrame Receipt(string messageId, long time) => new() { ConversationId = "room", MessageId = messageId, Timestamp = time, From = "jerry" };

    static ConversationFrame Updated(string columns, long time = 1_600_000) =>
        Joined("", time) with { Operation = ConversationOperations.Updated, Members = null, ModifiedAttributes = JsonDocument.Parse(columns).RootElement };

    static ConversationFrame RoleChanged(string who, string role) =>
        Joined("", 1_600_000) with { Operation = ConversationOperations.MemberInfoChanged, Members = null, MemberInfo = new MemberInfo(who, role, null) };

    static ConversationFrame Left(string who, long time) => Joined(who, time) with { Operation = ConversationOperations.MembersLeft };

    IEnumerable<string> Heard => _heard.Select(change => $"{change.GetType().Name} {change.Members[0]}");

    void ComeBack()
    {
        _world.Reconnect(SecondLogin);
        _world.Settle();
    }

    void Answer(MissedEventPage page)
    {
        _source.Last.SetResult(page);
        _world.Settle();
    }

    [Fact]
    public void The_first_login_asks_for_nothing()
    {
        _world.Settle();
        Assert.Empty(_source.Requests);
    }

    [Fact]
    public void After_a_reconnect_what_was_missed_is_asked_for_from_the_last_push_on_with_a_margin()
    {
        _world.Core.OnPush(Joined("mary", 1_500_000));
        ComeBack();
        Assert.Equal([new MissedEventRequest
        {
            ApiServer = new Uri("http://chat.example/"),
            ApplicationId = "app",
            ApplicationKey = "key",
            ClientId = "tom",
            SessionToken = "token",
            After = DateTimeOffset.FromUnixTimeMilliseconds(1_500_000 - Margin),
        }], _source.Requests);
    }

    [Fact]
    public void What_was_missed_is_heard_before_what_came_since_and_nothing_twice()
    {
        _world.Core.OnPush(Joined("known", 1_500_000));
        ComeBack();
        _world.Core.OnPush(Left("missed", 2_000_003));
        _world.Core.OnPush(Joined("both", 2_000_001));
        _world.Settle();
        Assert.Equal(["MembersJoined known"], Heard);
        Answer(new MissedEventPage([Joined("before the first login", FirstLogin), Joined("known", 1_500_000), Joined("missed", 1_600_000),
            Joined("both", 2_000_001)]));
        Assert.Equal(["MembersJoined known", "MembersJoined missed", "MembersJoined both", "MembersLeft missed"], Heard);
        Assert.Equal(["known", "both"], _room.Members);
        Assert.Empty(_world.Faults);
    }

    [Fact]
    public void What_a_server_says_may_be_missing_is_fetched_and_told_but_for_what_was_overtaken()
    {
        _world.Core.OnPush(Joined("known", 1_500_000));
        _world.Core.OnPush(Left("gone", 1_600_000));
        _world.Core.OnPush(new UnreadFrame { MissedSince = 1_590_000 });
        _world.Settle();
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_590_000 - Margin), Assert.Single(_source.Requests).After);

        Answer(new MissedEventPage([Joined("gone", 1_550_000), Joined("missed", 1_595_000), Left("gone", 1_600_000)]));
        Assert.Equal(["MembersJoined known", "MembersLeft gone", "MembersJoined missed"], Heard);
    }

    [Fact]
    public void What_may_be_missing_is_fetched_with_the_rest_where_the_connection_is_lost_meanwhile()
    {
        _world.Core.OnPush(Joined("known", 1_900_000));
        _world.Core.OnPush(new UnreadFrame { MissedSince = 1_500_000 });
        _world.Settle();
        ComeBack();
        Assert.Equal([1_500_000 - Margin, 1_500_000 - Margin], _source.Requests.Select(static request => request.After.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public void More_than_a_page_is_fetched_page_by_page()
    {
        ComeBack();
        Answer(new MissedEventPage([Joined("a", 1_600_000), Joined("b", 1_700_000)]) { HasMore = true });
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000), _source.Requests[1].After);
        Answer(new MissedEventPage([Joined("c", 1_800_000)]));
        Assert.Equal(["MembersJoined a", "MembersJoined b", "MembersJoined c"], Heard);
        Assert.Equal(2, _source.Requests.Count);
    }

    [Fact]
    public void A_server_that_says_more_and_gives_nothing_new_is_not_asked_for_ever()
    {
        ComeBack();
        Answer(new MissedEventPage([Joined("a", 1_600_000)]) { HasMore = true });
        Answer(new MissedEventPage([Joined("a", 1_600_000)]) { HasMore = true });
        Assert.Equal(2, _source.Requests.Count);
        Assert.Equal(["MembersJoined a"], Heard);
        Assert.Equal((FaultKind.MissedEvents,
            "The server keeps more of what happened to conversations while the connection was lost, but does not give it: it is not told. The conversations " +
            "that are held are fetched again."), Assert.Single(_world.Faults.Select(fault => (fault.Kind, fault.Message))));
    }

    [Fact]
    public void A_page_of_receipts_alone_is_no_end()
    {
        ComeBack();
        Answer(new MissedEventPage([Receipt("m1", 1_600_000), Receipt("m2", 1_700_000)]) { HasMore = true });
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000), _source.Requests[1].After);
        Answer(new MissedEventPage([Joined("a", 1_800_000)]));
        Assert.Equal(["MembersJoined a"], Heard);
        Assert.Empty(_world.Faults);
    }

    [Fact]
    public void What_the_server_has_dropped_is_a_fault()
    {
        ComeBack();
        Answer(new MissedEventPage([Joined("a", 1_600_000)]) { IsComplete = false });
        Assert.Equal(FaultKind.MissedEvents, Assert.Single(_world.Faults).Kind);
        Assert.Equal(["MembersJoined a"], Heard);
    }

    [Fact]
    public void A_connection_that_is_lost_again_gives_up_the_question_and_the_next_login_asks_it_anew()
    {
        ComeBack();
        _world.Core.OnPush(Joined("mary", 2_000_001));
        _world.Core.OnLost();
        _world.Settle();
        Assert.True(_source.LastToken.IsCancellationRequested);
        Assert.Equal(["MembersJoined mary"], Heard);
        _source.Last.TrySetResult(new MissedEventPage([Joined("late", 1_600_000)]));
        _world.Core.OnOpened(isReconnect: true, 3_000_000);
        _world.Settle();
        Assert.Equal(["MembersJoined mary"], Heard);
        Answer(new MissedEventPage([Joined("late", 2_000_002)]));
        Assert.Equal(["MembersJoined mary", "MembersJoined late"], Heard);
    }

    [Fact]
    public void After_an_answer_the_next_question_begins_at_that_login()
    {
        ComeBack();
        Answer(new MissedEventPage([]));
        _world.Reconnect(3_000_000);
        _world.Settle();
        Assert.Equal(SecondLogin - Margin, _source.Requests[1].After.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void What_could_not_be_fetched_is_asked_for_again_whatever_came_since()
    {
        ComeBack();
        _source.Last.SetException(new ServerRejectedException(401, "Unauthorized"));
        _world.Settle();
        _world.Core.OnPush(Joined("mary", 2_500_000));
        _world.Reconnect(3_000_000);
        _world.Settle();
        Assert.Equal(FirstLogin - Margin, _source.Requests[1].After.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void More_pushes_than_may_wait_are_told_at_once()
    {
        ComeBack();
        for (var number = 1; number <= 1025; number++)
            _world.Core.OnPush(Joined($"{number}", SecondLogin + number));
        _world.Settle();
        Assert.Equal(1025, _heard.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Different_pushes_of_one_millisecond_are_all_heard(bool areFetched)
    {
        var updates = ClientWorld.Record(_world.Client.ConversationUpdates);
        var roles = ClientWorld.Record(_world.Client.ModerationChanges);
        Frame[] pushes =
        [
            Joined("mary", 1_600_000), Joined("anna", 1_600_000), Joined("anna", 1_600_000) with { InitiatedBy = "spike" },
            Updated("""{"name":"cats"}"""), Updated("""{"name":"dogs"}"""), Updated("""{"attr.topic":"dogs"}"""),
            RoleChanged("mary", MemberRoles.Manager), RoleChanged("mary", MemberRoles.Member), RoleChanged("anna", MemberRoles.Member),
        ];
        ComeBack();
        if (!areFetched)
            Array.ForEach(pushes, _world.Core.OnPush);
        // What came over the socket is fetched once more.
        Answer(new MissedEventPage(pushes));
        Assert.Equal(["mary by jerry", "anna by jerry", "anna by spike"], _heard.Select(change => $"{change.Members[0]} by {change.By}"));
        Assert.Equal(["name cats", "name dogs", "attr.topic dogs"], updates.Select(update => update.Changes.Single())
            .Select(change => $"{change.Key} {change.Value.GetString()}"));
        Assert.Equal(["mary Manager", "mary Member", "anna Member"], roles.Cast<ModerationChange.RoleChanged>()
            .Select(change => $"{change.Members[0]} {change.Role}"));
    }

    [Fact]
    public void One_push_that_is_spelt_in_two_ways_is_heard_once()
    {
        var updates = ClientWorld.Record(_world.Client.ConversationUpdates);
        var live = Joined("mary", 2_000_001) with { Members = ["mary", "anna"], PeerId = "tom", UpdatedAt = "2024-01-12T08:06:00.000Z" };
        var changed = Updated("""{"name":"加菲猫","attr":{"a":1}}""", 2_000_002);
        ComeBack();
        _world.Core.OnPush(live);
        _world.Core.OnPush(changed with { Attributes = changed.ModifiedAttributes });
        Answer(new MissedEventPage([live with { Members = ["anna", "mary"], PeerId = null, UpdatedAt = null },
            Updated("""{ "attr": { "a": 1 }, "name": "\u52a0\u83f2\u732b" }""", 2_000_002)]));
        Assert.Equal(["MembersJoined anna"], Heard);
        Assert.Single(updates);
    }

    [Fact]
    public void Receipts_that_were_missed_are_heard_once()
    {
        var receipts = ClientWorld.Record(_world.Client.Receipts);
        var receipt = Receipt("m1", 1_600_000);
        ComeBack();
        _world.Core.OnPush(receipt);
        Answer(new MissedEventPage([receipt, receipt with { IsRead = true }]));
        Assert.Equal([(typeof(Receipt.Delivered), "m1"), (typeof(Receipt.Read), "m1")], receipts.Select(it => (it.GetType(), it.MessageId)));
    }

    [Fact]
    public void Nothing_is_asked_after_the_end()
    {
        ComeBack();
        _source.Last.SetException(new ConnectionLostException("no", null));
        _world.Settle();
        _world.Core.OnLost();
        _world.Core.OnClosed();
        _world.Advance(3600);
        Assert.Single(_source.Requests);
    }
}
