namespace LeanRx.Tests.Conversations;

/// <summary>What is unread, where the server's reports and messages do not come in the order in which it made them.</summary>
public class UnreadCountTests
{
    readonly ClientWorld _world = new();
    readonly Conversation _room;

    public UnreadCountTests() => _room = _world.Conversation();

    [Fact]
    public void A_report_that_was_made_before_another_and_comes_after_it_takes_back_no_message_that_was_heard()
    {
        _world.Receive("m1", 100);
        _world.Receive("m2", 200);
        Report(2, "m2", 200);
        Report(1, "m1", 100);
        Assert.Equal(2, _room.UnreadCount);
    }

    [Fact]
    public void A_message_that_was_counted_before_it_came_counts_when_a_report_comes_that_was_made_before()
    {
        Report(2, "m2", 200);
        _world.Receive("m1", 100);
        _world.Receive("m2", 200);
        Assert.Equal(2, _room.UnreadCount);
        Report(1, "m1", 100);
        Assert.Equal(2, _room.UnreadCount);
    }

    void Report(int unread, string lastId, long at) => _world.Core.OnPush(new UnreadFrame
    {
        NotificationTime = at,
        Conversations = [new UnreadConversation { ConversationId = "room", Unread = unread, MessageId = lastId, Timestamp = at }],
    });
}
