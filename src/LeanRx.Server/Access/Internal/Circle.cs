namespace LeanRx.Server.Access.Internal;

/// <summary>Those clients who may do something, from few to many.</summary>
internal enum Circle
{
    Nobody,

    /// <summary>The owner and the managers.</summary>
    Moderators,

    /// <summary>Members, subscribers, those in the chat room; the owner and the managers of a chat room wherever they are.</summary>
    Members,

    Everyone,
}
