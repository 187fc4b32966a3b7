
namespace LeanRx.Tests.Presence;

/// <summary>Who is online (S133, S134, protocol.md §4.1.6).</summary>
public class PresenceTests
{
    readonly ClientWorld _world = new();
    readonly HashSet<string> _online = [];

    public PresenceTests() => Answer();

    void Answer() => _world.Session.Answer = frame => frame is SessionFrame { Operation: SessionOperations.Query } query
        ? new SessionFrame { Operation = SessionOperations.QueryResult, OnlineClientIds = [.. query.ClientIds!.Where(_online.Contains).Reverse()] }
        : null;

    IReadOnlyList<SessionFrame> Asked => _world.Commands<SessionFrame>();

    static string[] People(int count) => [.. Enumerable.Range(0, count).Select(number => $"p{number}")];

    List<string> Watch(string[] ids, double every, out IDisposable subscription)
    {
        var heard = new List<string>();
        subscription = _world.Client.WatchPresence(ids, TimeSpan.FromSeconds(every))
            .Subscribe(change => heard.Add($"{change.ClientId} {(change.IsOnline ? "on" : "off")}"));
        return heard;
    }

    [Fact]
    [Trait("Row", "D7")]
    public async Task Any_number_of_people_is_asked_for_in_frames_of_twenty()
    {
        _online.UnionWith(["p44", "p3", "p21"]);
        Assert.Equal(["p3", "p21", "p44"], await _world.Client.GetOnlineAsync(People(45)));
        Assert.Equal([20, 20, 5], Asked.Select(frame => frame.ClientIds!.Count));
    }

    [Fact]
    public void All_frames_leave_before_the_first_answer()
    {
        _world.Session.Answer = null;
        _ = _world.Client.GetOnlineAsync(People(100));
        Assert.Equal(5, Asked.Count);
    }

    [Fact]
    public async Task Repetitions_count_once_and_nobody_costs_no_frame()
    {
        _online.Add("a");
        Assert.Equal(["a"], await _world.Client.GetOnlineAsync(["a", "b", "a"]));
        Assert.Equal(["a", "b"], Assert.Single(Asked).ClientIds!);
        Assert.Empty(await _world.Client.GetOnlineAsync([]));
        Assert.Single(Asked);
    }

    [Fact]
    public async Task One_person_is_online_or_not() // S134
    {
        _online.Add("Jerry");
        Assert.True(await _world.Client.IsOnlineAsync("Jerry"));
        Assert.False(await _world.Client.IsOnlineAsync("Harry"));
    }

    [Fact]
    public async Task Presence_has_words_of_its_own_for_the_same_questions()
    {
        _online.UnionWith(["a", "c"]);
        Assert.True(await _world.Client.IsOnlineAsync("a"));
        Assert.False(await _world.Client.IsOnlineAsync("b"));
        Assert.Equal(["c", "a"], await _world.Client.GetOnlineAsync(["c", "b", "a"]));
        var heard = new List<bool>();
        using var watching = _world.Client.WatchPresence("a", TimeSpan.FromSeconds(10)).Subscribe(heard.Add);
        _world.Settle();
        _online.Remove("a");
        _world.Advance(10);
        _world.Settle();
        Assert.Equal([true, false], heard);
        Assert.Throws<ArgumentException>(() => { _ = _world.Client.WatchPresence(""); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = _world.Client.WatchPresence("a", TimeSpan.Zero); });
    }

    [Fact]
    public async Task Ids_that_cannot_be_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _world.Client.IsOnlineAsync(""));
        Assert.Throws<ArgumentException>(() => { _ = _world.Client.GetOnlineAsync([new string('a', 65)]); });
        Assert.Throws<ArgumentOutOfRangeException>(() => _world.Client.WatchPresence(["a"], TimeSpan.Zero));
        Assert.Empty(Asked);
    }

    [Fact]
    public void Watching_tells_the_state_of_each_first_and_then_the_changes_at_the_polls()
    {
        _online.Add("a");
        var heard = Watch(["a", "b"], 10, out _);
        _world.Settle();
        Assert.Equal(["a on", "b off"], heard);
        _online.Remove("a");
        _online.Add("b");
        _world.Advance(9);
        Assert.Equal(2, heard.Count);
        _world.Advance(1);
        _world.Settle();
        Assert.Equal(["a on", "b off", "a off", "b on"], heard);
        _world.Advance(100);
        Assert.Equal(4, heard.Count);
    }

    [Fact]
    public void Nothing_is_asked_before_anybody_subscribes_nor_after_the_last_left()
    {
        var stream = _world.Client.WatchPresence(["a"], TimeSpan.FromSeconds(10));
        _world.Advance(100);
        Assert.Empty(Asked);
        var one = stream.Subscribe();
        var two = stream.Subscribe();
        _world.Advance(100);
        Assert.Equal(11, Asked.Count);
        one.Dispose();
        _world.Advance(10);
        Assert.Equal(12, Asked.Count);
        two.Dispose();
        _world.Advance(1000);
        Assert.Equal(12, Asked.Count);
    }

    [Fact]
    public void All_subscribers_share_one_poll_of_all_their_ids_at_the_shortest_interval()
    {
        var first = Watch(["a", "b"], 10, out _);
        var second = Watch(["b", "c"], 5, out var shorter);
        _world.Settle();
        Assert.Equal(["a,b", "c"], Asked.Select(frame => string.Join(",", frame.ClientIds!)));
        _world.Advance(20);
        Assert.Equal(["a,b,c", "a,b,c", "a,b,c", "a,b,c"], Asked.Skip(2).Select(frame => string.Join(",", frame.ClientIds!)));
        shorter.Dispose();
        _world.Advance(20);
        Assert.Equal(["a,b", "a,b"], Asked.Skip(6).Select(frame => string.Join(",", frame.ClientIds!)));
        Assert.Equal(["a off", "b off"], first);
        Assert.Equal(["b off", "c off"], second);
    }

    [Fact]
    public void Who_comes_later_hears_what_is_known_without_a_frame()
    {
        _online.Add("a");
        Watch(["a"], 10, out _);
        _world.Advance(3);
        var late = Watch(["a"], 10, out _);
        _world.Settle();
        Assert.Equal(["a on"], late);
        Assert.Single(Asked);
    }

    [Fact]
    public void A_poll_that_fails_is_a_fault_and_the_next_one_goes_on()
    {
        var heard = Watch(["a"], 10, out _);
        _world.Settle();
        _world.Session.Answer = null;
        _world.Advance(10);
        _world.Asked<SessionFrame>().SetException(new CommandTimeoutException("no answer"));
        Answer();
        _online.Add("a");
        _world.Advance(11);
        Assert.Equal(["a off", "a on"], heard);
        Assert.Equal(FaultKind.Presence, Assert.Single(_world.Faults).Kind);
    }

    [Fact]
    public void A_poll_without_an_answer_is_not_followed_by_another()
    {
        Watch(["a"], 10, out _);
        _world.Session.Answer = null;
        _world.Advance(100);
        Assert.Equal(2, Asked.Count);
    }

    [Fact]
    public void Without_a_connection_nothing_is_asked_and_the_next_login_asks_at_once()
    {
        var world = new ClientWorld(isOpen: false);
        world.Client.WatchPresence(["a"], TimeSpan.FromSeconds(10)).Subscribe();
        world.Advance(100);
        Assert.Empty(world.Session.Commands);
        world.Core.OnOpened(isReconnect: false);
        Assert.Single(world.Session.Commands);
        world.Core.OnLost();
        world.Advance(100);
        Assert.Single(world.Session.Commands);
        Assert.Empty(world.Faults);
    }

    [Fact]
    public void Nothing_is_left_behind_by_a_thousand_subscribers()
    {
        for (var number = 0; number < 1000; number++)
            _world.Client.WatchPresence([$"p{number}"], TimeSpan.FromSeconds(10)).Subscribe().Dispose();
        Assert.Equal(1000, Asked.Count);
        _world.Advance(1000);
        Assert.Equal(1000, Asked.Count);
    }

    [Fact]
    public void An_observer_that_throws_stops_its_own_poll_alone()
    {
        _world.Client.WatchPresence(["a"], TimeSpan.FromSeconds(10)).Subscribe(_ => throw new InvalidOperationException("no"));
        var heard = Watch(["b"], 10, out _);
        _world.Settle();
        _world.Advance(10);
        Assert.Equal(["b off"], heard);
        Assert.Equal(["b"], Asked[^1].ClientIds!);
        Assert.Equal(FaultKind.Observer, Assert.Single(_world.Faults).Kind);
    }
}
