using System.Reactive.Disposables;

namespace LeanRx.Cli.Chatting;

/// <summary>Tells what the streams of a client bring beside the messages: receipts, comings and goings, the state of the connection.</summary>
static class ChatNews
{
    public static IDisposable Follow(LeanClient client, Chat chat, ChatScreen screen) => new CompositeDisposable(
        client.StateChanges.Subscribe(state => TellState(client, state, chat, screen)),
        client.UnreadChanges.Subscribe(unread => chat.EnterIfIdle(unread.ConversationId)),
        client.MembershipChanges.Subscribe(change =>
        {
            TellMembers(client, change, screen);
            if (change is MembershipChange.Invited)
                chat.EnterIfIdle(change.ConversationId);
        }),
        client.Faults.Subscribe(fault => screen.Warn(fault.Message)));

    static void TellState(LeanClient client, ConnectionState state, Chat chat, ChatScreen screen)
    {
        chat.Connect(state is ConnectionState.Connected);
        switch (state)
        {
            case ConnectionState.Connected connected:
                screen.Note(connected.IsReconnect ? "connected again" : $"connected as {client.ClientId}");
                break;
            case ConnectionState.Reconnecting { Attempt: 1 } lost:
                screen.Note($"connection lost, trying again until it is back: {lost.Cause.Message}");
                break;
        }
    }

    static void TellMembers(LeanClient client, MembershipChange change, ChatScreen screen)
    {
        var others = change.Members.Where(member => member != client.ClientId).ToArray();
        switch (change)
        {
            case MembershipChange.Invited:
                screen.Note($"{change.By} has brought you into conversation {change.ConversationId}");
                break;
            case MembershipChange.Kicked:
                screen.Note($"{change.By} has removed you from conversation {change.ConversationId}");
                break;
            case MembershipChange.MembersJoined when others.Length > 0:
                screen.Note($"{string.Join(", ", others)} joined");
                break;
            case MembershipChange.MembersLeft when others.Length > 0:
                screen.Note($"{string.Join(", ", others)} left");
                break;
        }
    }
}
