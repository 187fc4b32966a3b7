using LeanRx;

namespace Composition;

public class ChatWindowTests
{
    readonly TwoFriends _friends = new();

    string[] In(ChatWindow window) => [.. window.Lines.Select(line => $"{((TextMessage)line.Message!).Text} {line.State}")];

    [Fact]
    public void What_one_types_is_there_at_once_and_becomes_sent()
    {
        using var window = new ChatWindow(_friends.TomsChat);
        _friends.Wait(1);
        window.Send("hi!");
        _friends.Wait(0.001);
        Assert.Equal(["hi! Sending"], In(window));
        _friends.Wait(1);
        Assert.Equal(["hi! Sent"], In(window));
    }

    [Fact]
    public void What_failed_waits_for_the_user()
    {
        using var window = new ChatWindow(_friends.TomsChat);
        _friends.World.Run(_friends.JerrysChat.RemoveMemberAsync("Tom"));
        window.Send("hi!");
        _friends.Wait(1);
        _friends.World.Run(_friends.JerrysChat.AddMemberAsync("Tom"));
        var failed = window.Lines.Single(line => line.State == TimelineItemState.Failed);
        _friends.World.Run(window.RetryAsync(failed));
        _friends.Wait(1);
        Assert.Equal(["hi! Sent"], In(window));
    }
}
