namespace LeanRx.Protocol;

// protocol.md §8, §2.6
/// <summary>Numbers of errors and close codes, with their names on the wire.</summary>
public static class ErrorCodes
{
    /// <summary>No such app, or IM disabled.</summary>
    public const int AppNotAvailable = 4100;

    /// <summary>Push service only: device logged in twice.</summary>
    public const int DuplicatedLogin = 4101;

    /// <summary>Login signature invalid.</summary>
    public const int SignatureFailed = 4102;

    /// <summary>Malformed client id / over 64 characters.</summary>
    public const int InvalidLogin = 4103;

    /// <summary>Operation before the session opened.</summary>
    public const int SessionRequired = 4105;

    /// <summary>Client banned from IM.</summary>
    public const int Blacklisted = 4106;

    /// <summary>No client data for too long; connection cut.</summary>
    public const int ReadTimeout = 4107;

    /// <summary>No session opened in time.</summary>
    public const int LoginTimeout = 4108;

    /// <summary>Over 5 KB.</summary>
    public const int FrameTooLong = 4109;

    /// <summary>Web origin not in the safe-domain list.</summary>
    public const int InvalidOrigin = 4110;

    /// <summary>Displaced by another device with the same tag.</summary>
    public const int SessionConflict = 4111;

    /// <summary>Log in again.</summary>
    public const int SessionTokenExpired = 4112;

    /// <summary>Daily user quota exhausted.</summary>
    public const int AppQuotaExceeded = 4113;

    /// <summary>Undecodable frame.</summary>
    public const int UnparseableRawMessage = 4114;

    /// <summary>Forced offline by REST.</summary>
    public const int KickedByApp = 4115;

    /// <summary>App send-rate quota.</summary>
    public const int MessageSentQuotaExceeded = 4116;

    /// <summary>Push unbinding at logout failed.</summary>
    public const int UnbindInstallationFailed = 4117;

    /// <summary>Server fault.</summary>
    public const int InternalError = 4200;

    /// <summary>API send timed out.</summary>
    public const int SendMessageTimeout = 4201;

    /// <summary>Server fault in a conversation operation.</summary>
    public const int ConversationInternalError = 4300;

    /// <summary>Upstream storage API failed.</summary>
    public const int ConversationApiFailed = 4301;

    /// <summary>Signature of a conversation operation invalid.</summary>
    public const int ConversationSignatureFailed = 4302;

    /// <summary>Missing (JS5 maps it to 4323 for temporary ones).</summary>
    public const int ConversationNotFound = 4303;

    /// <summary>Member limit.</summary>
    public const int ConversationFull = 4304;

    /// <summary>Hook refused.</summary>
    public const int ConversationRejectedByApp = 4305;

    /// <summary>Update failed.</summary>
    public const int ConversationUpdateFailed = 4306;

    /// <summary>No updates or member changes allowed.</summary>
    public const int ConversationReadOnly = 4307;

    /// <summary>Current user may not send here.</summary>
    public const int ConversationNotAllowed = 4308;

    /// <summary>Updater not a member.</summary>
    public const int ConversationUpdateRejected = 4309;

    /// <summary>Slow or failed query.</summary>
    public const int ConversationQueryFailed = 4310;

    /// <summary>History fetch failed.</summary>
    public const int ConversationLogFailed = 4311;

    /// <summary>History refused: not a member.</summary>
    public const int ConversationLogRejected = 4312;

    /// <summary>Service conversations only.</summary>
    public const int SystemConversationRequired = 4313;

    /// <summary>Normal conversations only.</summary>
    public const int NormalConversationRequired = 4314;

    /// <summary>Sender temporarily barred here.</summary>
    public const int ConversationTemporaryBlacklisted = 4315;

    /// <summary>Chat rooms only.</summary>
    public const int TransientConversationRequired = 4316;

    /// <summary>Member only.</summary>
    public const int ConversationMembershipRequired = 4317;

    /// <summary>API quota.</summary>
    public const int ConversationApiQuotaExceeded = 4318;

    /// <summary>Role too low.</summary>
    public const int ConversationOperationUnauthorized = 4320;

    /// <summary>Unknown conversation role.</summary>
    public const int UnknownConversationRole = 4321;

    /// <summary>Too many members in that role.</summary>
    public const int ConversationMemberInRoleFull = 4322;

    /// <summary>Temporary conversation expired.</summary>
    public const int TemporaryConversationExpired = 4323;

    /// <summary>Would lose the owner.</summary>
    public const int ConversationNeedOwner = 4324;

    /// <summary>Feature off.</summary>
    public const int ConversationMemberInfoFeatureDisabled = 4325;

    /// <summary>Conversation gone or sender not a member.</summary>
    public const int InvalidMessagingTarget = 4401;

    /// <summary>Hook refused.</summary>
    public const int MessageRejectedByApp = 4402;

    /// <summary>Patch of someone else's message.</summary>
    public const int MessageOwnershipRequired = 4403;

    /// <summary>Message not found.</summary>
    public const int MessageNotFound = 4404;

    /// <summary>Hook refused the patch.</summary>
    public const int MessageUpdateRejectedByApp = 4405;

    /// <summary>Feature off.</summary>
    public const int MessageEditDisabled = 4406;

    /// <summary>Feature off.</summary>
    public const int MessageRecallDisabled = 4407;

    /// <summary>Content filtered (`patchCode` −4408).</summary>
    public const int MessageModifiedByCensorship = 4408;

    /// <summary>Blacklist full.</summary>
    public const int BlacklistFull = 4543;

    /// <summary>Blacklist feature disabled.</summary>
    public const int BlacklistFeatureDisabled = 4544;

    /// <summary>Blacklist signature failed.</summary>
    public const int BlacklistSignatureFailed = 4546;

    /// <summary>Requester is blocked by the conversation.</summary>
    public const int BlockedByConv = 4548;

    /// <summary>Silienced member list full.</summary>
    public const int SilencedMemberListFull = 4561;

    /// <summary>Sender silenced.</summary>
    public const int Silenced = 4563;

    /// <summary>Whether a refusal with this code is likely to pass by itself, so that the same command may succeed a while later.</summary>
    /// <remarks>
    /// These are <see cref="SessionRequired"/>, <see cref="MessageSentQuotaExceeded"/>, <see cref="InternalError"/>, <see cref="SendMessageTimeout"/>,
    /// <see cref="ConversationInternalError"/>, <see cref="ConversationApiFailed"/> and <see cref="ConversationApiQuotaExceeded"/>: no login yet, too much at a
    /// time, or a server or its storage in trouble. Whatever has to do with who may do what, or with what was sent, is none of them, silence and blocks for a
    /// time included.
    /// </remarks>
    public static bool IsTemporary(int code) => code
        is SessionRequired
        or MessageSentQuotaExceeded
        or InternalError
        or SendMessageTimeout
        or ConversationInternalError
        or ConversationApiFailed
        or ConversationApiQuotaExceeded;

    /// <summary>The name that travels as <c>reason</c>, upper snake case; <c>ERROR_n</c> for a code that has none.</summary>
    public static string NameOf(int code) => code switch
    {
        AppNotAvailable => "APP_NOT_AVAILABLE",
        DuplicatedLogin => "DUPLICATED_LOGIN",
        SignatureFailed => "SIGNATURE_FAILED",
        InvalidLogin => "INVALID_LOGIN",
        SessionRequired => "SESSION_REQUIRED",
        Blacklisted => "BLACKLISTED",
        ReadTimeout => "READ_TIMEOUT",
        LoginTimeout => "LOGIN_TIMEOUT",
        FrameTooLong => "FRAME_TOO_LONG",
        InvalidOrigin => "INVALID_ORIGIN",
        SessionConflict => "SESSION_CONFLICT",
        SessionTokenExpired => "SESSION_TOKEN_EXPIRED",
        AppQuotaExceeded => "APP_QUOTA_EXCEEDED",
        UnparseableRawMessage => "UNPARSEABLE_RAW_MESSAGE",
        KickedByApp => "KICKED_BY_APP",
        MessageSentQuotaExceeded => "MESSAGE_SENT_QUOTA_EXCEEDED",
        UnbindInstallationFailed => "UNBIND_INSTALLATION_FAILED",
        InternalError => "INTERNAL_ERROR",
        SendMessageTimeout => "SEND_MESSAGE_TIMEOUT",
        ConversationInternalError => "CONVERSATION_INTERNAL_ERROR",
        ConversationApiFailed => "CONVERSATION_API_FAILED",
        ConversationSignatureFailed => "CONVERSATION_SIGNATURE_FAILED",
        ConversationNotFound => "CONVERSATION_NOT_FOUND",
        ConversationFull => "CONVERSATION_FULL",
        ConversationRejectedByApp => "CONVERSATION_REJECTED_BY_APP",
        ConversationUpdateFailed => "CONVERSATION_UPDATE_FAILED",
        ConversationReadOnly => "CONVERSATION_READ_ONLY",
        ConversationNotAllowed => "CONVERSATION_NOT_ALLOWED",
        ConversationUpdateRejected => "CONVERSATION_UPDATE_REJECTED",
        ConversationQueryFailed => "CONVERSATION_QUERY_FAILED",
        ConversationLogFailed => "CONVERSATION_LOG_FAILED",
        ConversationLogRejected => "CONVERSATION_LOG_REJECTED",
        SystemConversationRequired => "SYSTEM_CONVERSATION_REQUIRED",
        NormalConversationRequired => "NORMAL_CONVERSATION_REQUIRED",
        ConversationTemporaryBlacklisted => "CONVERSATION_TEMPORARY_BLACKLISTED",
        TransientConversationRequired => "TRANSIENT_CONVERSATION_REQUIRED",
        ConversationMembershipRequired => "CONVERSATION_MEMBERSHIP_REQUIRED",
        ConversationApiQuotaExceeded => "CONVERSATION_API_QUOTA_EXCEEDED",
        ConversationOperationUnauthorized => "CONVERSATION_OPERATION_UNAUTHORIZED",
        UnknownConversationRole => "UNKNOWN_CONVERSATION_ROLE",
        ConversationMemberInRoleFull => "CONVERSATION_MEMBER_IN_ROLE_FULL",
        TemporaryConversationExpired => "TEMPORARY_CONVERSATION_EXPIRED",
        ConversationNeedOwner => "CONVERSATION_NEED_OWNER",
        ConversationMemberInfoFeatureDisabled => "CONVERSATION_MEMBER_INFO_FEATURE_DISABLED",
        InvalidMessagingTarget => "INVALID_MESSAGING_TARGET",
        MessageRejectedByApp => "MESSAGE_REJECTED_BY_APP",
        MessageOwnershipRequired => "MESSAGE_OWNERSHIP_REQUIRED",
        MessageNotFound => "MESSAGE_NOT_FOUND",
        MessageUpdateRejectedByApp => "MESSAGE_UPDATE_REJECTED_BY_APP",
        MessageEditDisabled => "MESSAGE_EDIT_DISABLED",
        MessageRecallDisabled => "MESSAGE_RECALL_DISABLED",
        MessageModifiedByCensorship => "MESSAGE_MODIFIED_BY_CENSORSHIP",
        BlacklistFull => "BLACKLIST_FULL",
        BlacklistFeatureDisabled => "BLACKLIST_FEATURE_DISABLED",
        BlacklistSignatureFailed => "BLACKLIST_SIGNATURE_FAILED",
        BlockedByConv => "BLOCKED_BY_CONV",
        SilencedMemberListFull => "SILIENCED_MEMBER_LIST_FULL",
        Silenced => "SILIENCED",
        _ => $"ERROR_{code}",
    };
}
