namespace LeanRx.Simulation;

/// <summary>What a client's streams have told of its conversations, folded as somebody would who shows it.</summary>
sealed class View
{
    readonly Dictionary<string, Message> _messages = new(StringComparer.Ordinal);
    readonly Dictionary<string, ConversationSnapshot> _watched = new(StringComparer.Ordinal);

    public View(LeanClient client)
    {
        client.ModerationChanges.Subscribe(Take);
        client.MembershipChanges.Subscribe(Take);
    }

    /// <summary>The last that was told of each message of the board, by id.</summary>
    public IReadOnlyDictionary<string, Message> Messages => _messages;

    /// <summary>Roles other than the plain one, by conversation and client.</summary>
    public Dictionary<(string ConversationId, string ClientId), MemberRole> Roles { get; } = [];

    public HashSet<(string ConversationId, string ClientId)> Silenced { get; } = [];

    public HashSet<(string ConversationId, string ClientId)> Blocked { get; } = [];

    /// <summary>The last snapshot of a conversation that was heard.</summary>
    public ConversationSnapshot Watched(string conversationId) => _watched[conversationId];

    /// <summary>Begins to watch conversations, the last of them with its messages.</summary>
    public void Follow(Conversation[] conversations)
    {
        foreach (var conversation in conversations)
            conversation.Watch().Subscribe(snapshot => _watched[snapshot.Id] = snapshot);
        conversations[^1].Timeline(DateTimeOffset.MinValue).Subscribe(Take);
    }

    void Take(TimelineEntry entry)
    {
        if (((entry as TimelineEntry.MessageAdded)?.Message ?? (entry as TimelineEntry.MessageChanged)?.Change.Message) is { } message)
            _messages[message.Id] = message;
    }

    void Take(ModerationChange change)
    {
        foreach (var key in change.Members.Select(clientId => (change.ConversationId, clientId)))
            switch (change)
            {
                case ModerationChange.RoleChanged { Role: MemberRole.Member }:
                    Roles.Remove(key);
                    break;
                case ModerationChange.RoleChanged role:
                    Roles[key] = role.Role;
                    break;
                case ModerationChange.Silenced:
                    Silenced.Add(key);
                    break;
                case ModerationChange.Unsilenced:
                    Silenced.Remove(key);
                    break;
                case ModerationChange.Blocked:
                    Blocked.Add(key);
                    break;
                case ModerationChange.Unblocked:
                    Blocked.Remove(key);
                    break;
            }
    }

    /// <summary>A role ends with the membership: who leaves has none, nor who comes again.</summary>
    void Take(MembershipChange change)
    {
        foreach (var clientId in change.Members)
            Roles.Remove((change.ConversationId, clientId));
    }
}
