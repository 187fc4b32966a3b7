namespace LeanRx.Server.Limits.Internal;

/// <summary>What is counted apart.</summary>
internal enum RateKind
{
    /// <summary>Sends, a minute and client.</summary>
    Send,

    /// <summary>History queries, a minute and client.</summary>
    History,

    /// <summary>Each other operation by its name, a minute and client.</summary>
    Other,

    /// <summary>Conversations that a client creates a minute.</summary>
    NewConversation,

    /// <summary>Clients that a client brings in and puts out a minute.</summary>
    MemberChange,

    /// <summary>Conversations that others put a client into an hour.</summary>
    Invitation,

    /// <summary>Bytes that one address uploads a minute.</summary>
    Upload,

    /// <summary>Bytes that all of an application upload a minute.</summary>
    ApplicationUpload,

    /// <summary>Devices that one address registers, changes and deletes a minute.</summary>
    Registration,
}
