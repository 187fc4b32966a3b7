namespace LeanRx;

// protocol.md §6.1
/// <summary>The operations that are signed.</summary>
public enum SignatureAction
{
    /// <summary>Login.</summary>
    Open,

    /// <summary>Creating a conversation.</summary>
    Create,

    /// <summary>Adding members, or joining.</summary>
    Add,

    /// <summary>Removing members, or leaving.</summary>
    Remove,

    /// <summary>Blocking clients.</summary>
    Block,

    /// <summary>Unblocking clients.</summary>
    Unblock,

    /// <summary>Blocking a conversation for the client itself.</summary>
    BlockConversation,

    /// <summary>Unblocking a conversation for the client itself.</summary>
    UnblockConversation,
}
