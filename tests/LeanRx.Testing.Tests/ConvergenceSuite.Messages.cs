using System.Reactive.Linq;
using LeanRx.Protocol;

namespace LeanRx.Testing.Tests;

/// <summary>What a message says now is what it says: on every device, in history, as the last message, in unread counts.</summary>
public abstract partial class ConvergenceSuite
{
    [Fact]
    public void Two_devices_that_edit_a_message_show_what_it_says_at_last()
    {
        var sent = _world.Run(_chat.SendAsync("one"));
        var timelines = Views.Select(view => view.Timeline(DateTimeOffset.MinValue).Record(_world.Scheduler)).ToArray();
        Settle();
        _world.Run(Task.WhenAll(_onPhone.EditAsync(sent, new TextMessage("phone")), _chat.EditAsync(sent, new TextMessage("tom")),
            _onPhone.EditAsync(sent, new TextMessage("phone again"))));
        AssertSays(timelines, sent);
        _world.Run(Task.WhenAll(_chat.EditAsync(sent, new TextMessage("a")), _chat.EditAsync(sent, new TextMessage("b")),
            _onPhone.EditAsync(sent, new TextMessage("c"))));
        AssertSays(timelines, sent);
        _world.Run(Task.WhenAll(_onPhone.EditAsync(sent, new TextMessage("d")), _chat.RecallAsync(sent)));
        AssertSays(timelines, sent);
    }

    void AssertSays(Recording<TimelineEntry>[] timelines, MessageAck sent)
    {
        Settle();
        var truth = Says(_world.Run(_jerry.GetConversationAsync(_chat.Id)
            .ContinueWith(found => found.Result!.GetHistoryAsync().FirstAsync().AsTask(), TaskContinuationOptions.ExecuteSynchronously).Unwrap()));
        Assert.Equal([truth, truth, truth],
            timelines.Select(timeline => Says(MessageOf(timeline.Values.Last(entry => MessageOf(entry)?.Id == sent.MessageId))!)));
        Assert.Equal([truth, truth, truth], Views.Select(view => Says(view.LastMessage!)));
    }

    static Message? MessageOf(TimelineEntry entry) => entry switch
    {
        TimelineEntry.MessageAdded message => message.Message,
        TimelineEntry.MessageChanged change => change.Change.Message,
        _ => null,
    };

    static string Says(Message message) =>
        $"{message.GetType().Name} {(message as TextMessage)?.Text} {message.MentionsEveryone} {string.Join(",", message.MentionedClientIds)}";

    [Fact]
    public void An_edit_of_the_last_message_while_a_device_was_away_is_what_it_says()
    {
        var sent = _world.Run(_chat.SendAsync("one"));
        Settle();
        WhileAway("Jerry", () => _world.Run(_chat.EditAsync(sent, new TextMessage("two"))));
        Settle();
        Assert.Equal(["two", "two", "two"], Views.Select(view => ((TextMessage)view.LastMessage!).Text));
    }

    [Fact]
    public void Ones_own_message_is_the_last_one_on_every_device()
    {
        _world.Run(_chat.SendAsync("from tom"));
        Settle();
        Assert.Equal(["from tom", "from tom", "from tom"], Views.Select(view => ((TextMessage)view.LastMessage!).Text));
        Assert.Single(Views.Select(view => (view.LastMessage!.Id, view.LastMessage.From, view.LastMessageAt)).Distinct());
    }

    [Fact]
    public void A_last_message_that_was_deleted_is_not_the_last()
    {
        _world.Run(_chat.SendAsync("kept"));
        var sent = _world.Run(_chat.SendAsync("deleted"));
        Settle();
        _ = _world.Server.Applications["demo"].Messages.DeleteAsync(_chat.Id, sent.MessageId).AsTask();
        foreach (var client in new[] { _tom, _phone, _jerry })
            _world.Run(client.QueryConversationsAsync(new ConversationQuery { WithLastMessage = true }));
        Assert.Equal(["kept", "kept", "kept"], Views.Select(view => ((TextMessage)view.LastMessage!).Text));
        Assert.Single(Views.Select(view => view.LastMessageAt).Distinct());
        _world.Run(_chat.SendAsync("and on"));
        Settle();
        Assert.Equal(["and on", "and on", "and on"], Views.Select(view => ((TextMessage)view.LastMessage!).Text));
    }

    [Fact]
    public void Where_all_messages_were_deleted_there_is_no_last_one()
    {
        var sent = _world.Run(_chat.SendAsync("deleted"));
        Settle();
        _ = _world.Server.Applications["demo"].Messages.DeleteAsync(_chat.Id, sent.MessageId).AsTask();
        _world.Run(_jerry.QueryConversationsAsync(new ConversationQuery { WithLastMessage = true }));
        Assert.Null(_theirs.LastMessage);
        Assert.Null(_theirs.LastMessageAt);
    }

    [Fact]
    public void The_last_message_is_known_though_nobody_had_looked_at_the_conversation_when_it_came()
    {
        var mary = Client("Mary");
        _world.Run(mary.OpenAsync());
        var heard = mary.Messages.Record(_world.Scheduler);
        var other = _world.Run(_tom.CreateConversationAsync(["Mary"]));
        var sent = _world.Run(other.SendAsync("hello"));
        Settle();
        _world.Run(other.EditAsync(sent, new TextMessage("hello again")));
        Settle();
        var found = _world.Run(mary.GetConversationAsync(other.Id))!;
        Assert.Single(heard.Values);
        Assert.Equal("hello again", Assert.IsType<TextMessage>(found.LastMessage).Text);
        Assert.Equal(found.LastMessage.Timestamp, found.LastMessageAt);
    }

    [Fact]
    public void An_edit_mentions_whom_it_says_and_nobody_else_for_author_others_history_and_unread_alike()
    {
        var sent = _world.Run(_chat.SendAsync(new TextMessage("@jerry @all") { MentionedClientIds = ["Jerry"], MentionsEveryone = true }));
        Settle();
        var (changes, unread) = (_jerry.MessageChanges.Record(_world.Scheduler), _jerry.UnreadChanges.Record(_world.Scheduler));
        var own = _world.Run(_chat.EditAsync(sent, new TextMessage("@mary") { MentionedClientIds = ["Mary"] }));
        Settle();
        AssertMentions(false, ["Mary"], own.Message, changes.Values[0].Message, _theirs.LastMessage!, _onPhone.LastMessage!,
            _world.Run(_theirs.GetHistoryAsync().FirstAsync().AsTask()));
        own = _world.Run(_chat.EditAsync(sent, new TextMessage("nobody")));
        Settle();
        AssertMentions(false, [], own.Message, changes.Values[1].Message, _theirs.LastMessage!, _onPhone.LastMessage!,
            _world.Run(_theirs.GetHistoryAsync().FirstAsync().AsTask()));
        _world.Run(_jerry.CloseAsync());
        _world.Run(_jerry.OpenAsync());
        Settle();
        Assert.Equal([(1, false), (1, false)], unread.Values.Select(change => (change.Count, change.IsMentioned)));
        own = _world.Run(_chat.EditAsync(sent, new TextMessage("@jerry") { MentionedClientIds = ["Jerry"] }));
        Settle();
        AssertMentions(false, ["Jerry"], own.Message, changes.Values[^1].Message, _theirs.LastMessage!, _onPhone.LastMessage!);
    }

    static void AssertMentions(bool everyone, string[] clientIds, params Message[] messages) =>
        Assert.All(messages, message =>
            Assert.Equal((everyone, string.Join(",", clientIds)), (message.MentionsEveryone, string.Join(",", message.MentionedClientIds))));

    [Fact]
    public void A_message_that_was_taken_back_mentions_nobody_and_is_not_unread()
    {
        _world.Run(_jerry.CloseAsync());
        var unread = _jerry.UnreadChanges.Record(_world.Scheduler);
        _world.Run(_chat.SendAsync("stays"));
        var sent = _world.Run(_chat.SendAsync(new TextMessage("@jerry") { MentionedClientIds = ["Jerry"], MentionsEveryone = true }));
        var recalled = _world.Run(_chat.RecallAsync(sent));
        _world.Run(_jerry.OpenAsync());
        Settle();
        Assert.Equal([(1, false)], unread.Values.Select(change => (change.Count, change.IsMentioned)));
        Assert.Equal(1, _world.Run(_world.Server.Applications["demo"].Messages.CountUnreadAsync("Jerry").AsTask()));
        AssertMentions(false, [], recalled.Message, _onPhone.LastMessage!, _world.Run(_theirs.GetHistoryAsync().FirstAsync().AsTask()));
        Assert.IsType<RecalledMessage>(_theirs.LastMessage);
    }

    [Fact]
    public void What_is_unread_follows_what_was_edited_and_taken_back_while_a_device_was_away()
    {
        _world.Run(_jerry.CloseAsync());
        var unread = _jerry.UnreadChanges.Record(_world.Scheduler);
        var first = _world.Run(_chat.SendAsync(new TextMessage("@jerry") { MentionedClientIds = ["Jerry"] }));
        var second = _world.Run(_chat.SendAsync("two"));
        _world.Run(_jerry.OpenAsync());
        Settle();
        WhileAway("Jerry", () => _world.Run(_chat.EditAsync(first, new TextMessage("nobody"))));
        WhileAway("Jerry", () => _world.Run(_chat.RecallAsync(second)));
        WhileAway("Jerry", () => { });
        WhileAway("Jerry", () => _world.Run(_chat.RecallAsync(first)));
        Assert.Equal([(2, true), (2, false), (1, false), (0, false)], unread.Values.Select(change => (change.Count, change.IsMentioned)));
    }

    [Fact]
    public void What_was_read_on_the_phone_while_another_device_was_away_is_not_unread_there()
    {
        _world.Run(_tom.CloseAsync());
        _world.Run(_phone.CloseAsync());
        _world.Run(_theirs.SendAsync("one"));
        _world.Run(_theirs.SendAsync(new TextMessage("@all") { MentionsEveryone = true }));
        var unread = new[] { _tom, _phone }.Select(client => client.UnreadChanges.Select(change => (change.Count, change.IsMentioned)).Record(_world.Scheduler))
            .ToArray();
        _world.Run(_tom.OpenAsync());
        _world.Run(_phone.OpenAsync());
        Settle();
        _world.Run(_tom.CloseAsync());
        _world.Run(_onPhone.MarkReadAsync());
        Settle();
        _world.Run(_tom.OpenAsync());
        Settle();
        WhileAway("Tom", () => { });
        unread[0].AssertValues((2, true), (0, false));
        unread[1].AssertValues((2, true));
    }

    [Fact]
    public void An_edit_that_comes_twice_is_one()
    {
        var theirs = _world.Run(_theirs.SendAsync("theirs"));
        var sent = _world.Run(_chat.SendAsync("one"));
        Settle();
        _world.Network.DuplicateNext("Tom", FrameDirection.Sent, "patch");
        _world.Run(_chat.EditAsync(sent, To("Jerry", "two")));
        _world.Run(_theirs.EditAsync(theirs, new TextMessage("a later change, which Tom hears")));
        WhileAway("Tom", () => { });
        AssertMentions(false, ["Jerry"], _chat.LastMessage!, _onPhone.LastMessage!, _theirs.LastMessage!);
    }

    [Fact]
    public void The_author_hears_that_an_edit_is_done_before_anybody_hears_of_it()
    {
        var socket = new SharedSocket();
        var (spike, mary) = (_world.CreateClient("Spike", options => _configure(options with { SharedSocket = socket })),
            _world.CreateClient("Mary", options => _configure(options with { SharedSocket = socket })));
        _world.Run(spike.OpenAsync());
        _world.Run(mary.OpenAsync());
        var chat = _world.Run(spike.CreateConversationAsync(["Mary"]));
        var sent = _world.Run(chat.SendAsync("one"));
        var order = new List<string>();
        spike.Frames.Where(record => record is { Direction: FrameDirection.Received, Frame: PatchFrame }).Subscribe(_ => order.Add("answer"));
        mary.Frames.Where(record => record is { Direction: FrameDirection.Received, Frame: PatchFrame }).Subscribe(_ => order.Add("push"));
        _world.Run(chat.EditAsync(sent, new TextMessage("two")));
        Settle();
        _world.Run(chat.RecallAsync(sent));
        Settle();
        Assert.Equal(["answer", "push", "answer", "push"], order);
    }
}
