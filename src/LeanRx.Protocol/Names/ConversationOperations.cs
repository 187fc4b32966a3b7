namespace LeanRx.Protocol;

// protocol.md §3.2
/// <summary>Values of <c>op</c> in <c>conv</c> frames.</summary>
public static class ConversationOperations
{
    /// <summary>Create.</summary>
    public const string Start = "start";

    /// <summary>Created, or found.</summary>
    public const string Started = "started";

    /// <summary>Add members, or join.</summary>
    public const string Add = "add";

    /// <summary>Answer to add.</summary>
    public const string Added = "added";

    /// <summary>Remove members, or leave.</summary>
    public const string Remove = "remove";

    /// <summary>Answer to remove.</summary>
    public const string Removed = "removed";

    /// <summary>Push: you are in.</summary>
    public const string Joined = "joined";

    /// <summary>Push: others are in.</summary>
    public const string MembersJoined = "members-joined";

    /// <summary>Push: you are out.</summary>
    public const string Left = "left";

    /// <summary>Push: others are out.</summary>
    public const string MembersLeft = "members-left";

    /// <summary>Find conversations.</summary>
    public const string Query = "query";

    /// <summary>What was found.</summary>
    public const string Results = "results";

    /// <summary>Count members.</summary>
    public const string Count = "count";

    /// <summary>The count.</summary>
    public const string Result = "result";

    /// <summary>Change columns.</summary>
    public const string Update = "update";

    /// <summary>Answer to update, mute and unmute; push of a change.</summary>
    public const string Updated = "updated";

    /// <summary>Silence push notifications.</summary>
    public const string Mute = "mute";

    /// <summary>Hear them again.</summary>
    public const string Unmute = "unmute";

    /// <summary>Named in the protocol, never sent.</summary>
    public const string Status = "status";

    /// <summary>Some of the clients in a chat room.</summary>
    public const string Members = "members";

    /// <summary>How far members have read.</summary>
    public const string MaxRead = "max-read";

    /// <summary>Test membership.</summary>
    public const string IsMember = "is-member";

    /// <summary>Change a role.</summary>
    public const string MemberInfoUpdate = "member-info-update";

    /// <summary>Answer to member-info-update.</summary>
    public const string MemberInfoUpdated = "member-info-updated";

    /// <summary>Push: a role changed.</summary>
    public const string MemberInfoChanged = "member-info-changed";

    /// <summary>Silence members.</summary>
    public const string AddSilence = "add-shutup";

    /// <summary>Answer to add-shutup.</summary>
    public const string SilenceAdded = "shutup-added";

    /// <summary>Let members speak again.</summary>
    public const string RemoveSilence = "remove-shutup";

    /// <summary>Answer to remove-shutup.</summary>
    public const string SilenceRemoved = "shutup-removed";

    /// <summary>List silenced members.</summary>
    public const string QuerySilence = "query-shutup";

    /// <summary>The list.</summary>
    public const string SilenceResult = "shutup-result";

    /// <summary>Test who is silenced.</summary>
    public const string CheckSilence = "check-shutup";

    /// <summary>Answer to check-shutup.</summary>
    public const string CheckResult = "check-result";

    /// <summary>Push: you are silenced.</summary>
    public const string Silenced = "shutuped";

    /// <summary>Push: you may speak again.</summary>
    public const string Unsilenced = "unshutuped";

    /// <summary>Push: others are silenced.</summary>
    public const string MembersSilenced = "members-shutuped";

    /// <summary>Push: others may speak again.</summary>
    public const string MembersUnsilenced = "members-unshutuped";

    /// <summary>Push: you are blocked.</summary>
    public const string Blocked = "blocked";

    /// <summary>Push: you are no longer blocked.</summary>
    public const string Unblocked = "unblocked";

    /// <summary>Push: others are blocked.</summary>
    public const string MembersBlocked = "members-blocked";

    /// <summary>Push: others are no longer blocked.</summary>
    public const string MembersUnblocked = "members-unblocked";

    // protocol.md §3.7
    /// <summary>Refusal in the older shape.</summary>
    public const string Error = "error";
}
