namespace LeanRx.Server.Hooks;

/// <summary>Where a hook is called.</summary>
/// <remarks>In parentheses: the cloud function of LeanCloud that was called there.</remarks>
[Flags]
public enum HookPoints
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>Before a message is accepted (<c>_messageReceived</c>).</summary>
    MessageSending = 1 << 0,

    /// <summary>After a message was sent (<c>_messageSent</c>).</summary>
    MessageSent = 1 << 1,

    /// <summary>Before a message is edited or recalled (<c>_messageUpdate</c>).</summary>
    MessageUpdating = 1 << 2,

    /// <summary>After a message was edited or recalled.</summary>
    MessageUpdated = 1 << 3,

    /// <summary>Before push notifications are sent to receivers that are offline (<c>_receiversOffline</c>).</summary>
    ReceiversOffline = 1 << 4,

    /// <summary>Before a conversation is created (<c>_conversationStart</c>).</summary>
    ConversationCreating = 1 << 5,

    /// <summary>After a conversation was created (<c>_conversationStarted</c>).</summary>
    ConversationCreated = 1 << 6,

    /// <summary>Before clients join or are added (<c>_conversationAdd</c>).</summary>
    /// <remarks>The first members of a new conversation are not asked about.</remarks>
    MembersAdding = 1 << 7,

    /// <summary>After clients have joined or were added (<c>_conversationAdded</c>).</summary>
    MembersAdded = 1 << 8,

    /// <summary>Before members are removed (<c>_conversationRemove</c>).</summary>
    /// <remarks>Members who leave by themselves are not asked about.</remarks>
    MembersRemoving = 1 << 9,

    /// <summary>After members have left or were removed (<c>_conversationRemoved</c>).</summary>
    MembersRemoved = 1 << 10,

    /// <summary>Before columns are changed, and before push notifications are muted or unmuted (<c>_conversationUpdate</c>).</summary>
    ConversationUpdating = 1 << 11,

    /// <summary>After columns were changed, or push notifications were muted or unmuted.</summary>
    ConversationUpdated = 1 << 12,

    /// <summary>After a client has logged in (<c>_clientOnline</c>).</summary>
    ClientOnline = 1 << 13,

    /// <summary>After a login has ended (<c>_clientOffline</c>).</summary>
    ClientOffline = 1 << 14,

    /// <summary>Everywhere.</summary>
    All = (1 << 15) - 1,
}
