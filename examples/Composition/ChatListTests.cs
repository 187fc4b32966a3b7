using System.Collections.Specialized;

namespace Composition;

public class ChatListTests
{
    [Fact]
    public void A_message_draws_its_row_anew_at_the_top_and_no_other()
    {
        var friends = new TwoFriends();
        friends.Wait(1);
        var second = friends.World.Run(friends.Tom.CreateConversationAsync(["Jerry"], new() { Name = "second" }));
        using var list = new ChatList(friends.Tom);
        list.Open();
        friends.Wait(1);
        Assert.Equal([second.Id, friends.TomsChat.Id], list.Rows.Select(row => row.Conversation.Id));
        var drawn = new List<NotifyCollectionChangedAction>();
        list.Rows.CollectionChanged += (_, change) => drawn.Add(change.Action);

        friends.World.Run(friends.JerrysChat.SendAsync("hi!"));
        friends.Wait(1);

        Assert.Equal([friends.TomsChat.Id, second.Id], list.Rows.Select(row => row.Conversation.Id));
        Assert.Equal(1, list.Rows[0].Snapshot.UnreadCount);
        Assert.Equal([NotifyCollectionChangedAction.Move, NotifyCollectionChangedAction.Replace], drawn);
    }
}
