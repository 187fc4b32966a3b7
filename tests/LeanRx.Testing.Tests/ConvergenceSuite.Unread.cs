using System.Reactive.Linq;

namespace LeanRx.Testing.Tests;

/// <summary>What is unread is the same on every device, and what a device is told that logs in now.</summary>
public abstract partial class ConvergenceSuite
{
    static TextMessage To(string clientId, string text) => new(text) { MentionedClientIds = [clientId] };

    void AssertUnread(int count, bool isMentioned, params Conversation[] views)
    {
        Settle();
        Assert.All(views, view => Assert.Equal((count, isMentioned), (view.UnreadCount, view.IsMentioned)));
        var device = Client("Tom", "new");
        (int, bool) told = (0, false);
        using var telling = device.UnreadChanges.Subscribe(change => told = (change.Count, change.IsMentioned));
        _world.Run(device.OpenAsync());
        Settle();
        Assert.Equal((count, isMentioned), told);
        _world.Run(device.DisposeAsync().AsTask());
    }

    [Fact]
    public void Messages_count_as_unread_from_their_coming_until_one_device_reads_them()
    {
        var counts = _onPhone.Watch().Select(snapshot => snapshot.UnreadCount).DistinctUntilChanged().Record(_world.Scheduler);
        _world.Run(_theirs.SendAsync("one"));
        AssertUnread(1, false, _chat, _onPhone);
        _world.Run(_theirs.SendAsync(To("Tom", "two")));
        _world.Run(_chat.SendAsync("one's own does not count"));
        AssertUnread(2, true, _chat, _onPhone);
        _world.Run(_chat.MarkReadAsync());
        Assert.Equal((0, false), (_chat.UnreadCount, _chat.IsMentioned));
        AssertUnread(0, false, _chat, _onPhone);
        counts.AssertValues(0, 1, 2, 0);
    }

    [Fact]
    public void Reading_up_to_a_message_leaves_the_later_ones_and_their_mention_on_every_device()
    {
        var heard = _tom.Messages.Record(_world.Scheduler);
        _world.Run(Task.WhenAll(_theirs.SendAsync(To("Tom", "one")), _theirs.SendAsync("two"), _theirs.SendAsync(To("Tom", "three")),
            _theirs.SendAsync("four")));
        Settle();
        _world.Run(_chat.MarkReadAsync(heard.Values[1]));
        AssertUnread(2, true, _chat, _onPhone);
        _world.Run(_chat.MarkReadAsync(heard.Values[2]));
        AssertUnread(1, false, _chat, _onPhone);
    }

    [Fact]
    public void What_was_missed_counts_once_when_it_is_told_and_when_it_is_fetched()
    {
        _world.Run(_theirs.SendAsync("before"));
        WhileAway("Tom", () =>
            _world.Run(Task.WhenAll(Enumerable.Range(0, 30).Select(number => _theirs.SendAsync(number == 3 ? To("Tom", "3") : new TextMessage($"{number}"))))));
        AssertUnread(31, true, _chat, _onPhone);
    }

    [Fact]
    public void A_message_that_is_taken_back_or_mentions_others_now_is_not_counted_for_it_any_more()
    {
        var (first, second) = (_world.Run(_theirs.SendAsync(To("Tom", "one"))), _world.Run(_theirs.SendAsync(To("Tom", "two"))));
        AssertUnread(2, true, _chat, _onPhone);
        _world.Run(_theirs.RecallAsync(first));
        AssertUnread(1, true, _chat, _onPhone);
        _world.Run(_theirs.EditAsync(second, new TextMessage("nobody")));
        AssertUnread(1, false, _chat, _onPhone);
        _ = _world.Server.Applications["demo"].Messages.RecallAsync(_chat.Id, second.MessageId);
        AssertUnread(0, false, _chat, _onPhone);
    }

    [Fact]
    public void A_message_that_is_taken_back_after_it_was_read_takes_nothing_from_what_is_unread()
    {
        var read = _world.Run(_theirs.SendAsync("read"));
        Settle();
        _world.Run(_chat.MarkReadAsync());
        _world.Run(_theirs.SendAsync("unread"));
        _world.Run(_theirs.RecallAsync(read));
        AssertUnread(1, false, _chat, _onPhone);
    }

    [Fact]
    public void What_was_read_without_a_connection_is_read_on_all_devices_after_it()
    {
        _world.Run(_theirs.SendAsync("one"));
        Settle();
        WhileAway("Tom", () =>
        {
            _world.Run(_chat.MarkReadAsync());
            _world.Run(_theirs.SendAsync("two"));
        });
        AssertUnread(1, false, _chat, _onPhone);
    }

    [Fact]
    public void What_was_read_elsewhere_is_read_here_also_when_the_server_was_restarted_meanwhile()
    {
        _world.Run(_theirs.SendAsync("one"));
        AssertUnread(1, false, _chat, _onPhone);
        _world.Run(_tom.CloseAsync());
        _world.Run(_onPhone.MarkReadAsync());
        Settle();
        _world.RestartServer();
        Settle();
        _world.Run(_tom.OpenAsync());
        AssertUnread(0, false, _chat, _onPhone);
    }

    [Fact]
    public void What_was_read_and_lost_with_the_server_is_unread_again_on_every_device_that_did_not_read_it()
    {
        _world.Run(_theirs.SendAsync("one"));
        Settle();
        _ = _chat.MarkReadAsync(); // Goes out to a server that dies before it has kept it.
        _world.AdvanceBy(TimeSpan.FromMilliseconds(50));
        _world.RestartServer();
        AssertUnread(0, false, _chat, _onPhone);
    }

    [Fact]
    public void Who_comes_in_again_has_nothing_unread_of_what_was_said_before()
    {
        _world.Run(_theirs.SendAsync("one"));
        _world.Run(_chat.LeaveAsync());
        _world.Run(_theirs.SendAsync("without Tom"));
        _world.Run(_theirs.AddMemberAsync("Tom"));
        AssertUnread(0, false, _chat, _onPhone);
        _world.Run(_theirs.SendAsync("with Tom"));
        AssertUnread(1, false, _chat, _onPhone);
    }

    [Fact]
    public void A_device_that_was_away_while_its_client_was_put_out_and_taken_in_has_nothing_unread_of_it()
    {
        _world.Run(_theirs.SendAsync(To("Tom", "one")));
        Settle();
        WhileAway("Tom", () =>
        {
            _world.Run(_theirs.RemoveMemberAsync("Tom"));
            _world.Run(_theirs.SendAsync("without Tom"));
            _world.Run(_theirs.AddMemberAsync("Tom"));
        });
        AssertUnread(0, false, _chat, _onPhone);
    }
}
