using LeanRx.Protocol;

namespace LeanRx.Connections.Internal;

// protocol.md §3.7
/// <summary>Tells refusals from answers, in whatever shape the server says no.</summary>
internal static class Replies
{
    /// <summary>The refusal that a reply is; null for an answer.</summary>
    public static ServerRejectedException? Refusal(Frame reply) => reply switch
    {
        ErrorFrame error => new(error.Code, error.Reason, error.Detail, error.ApplicationCode, error.ApplicationMessage),
        AckFrame { Code: { } code } ack => new(code, ack.Reason, ack.Detail, ack.ApplicationCode, ack.ApplicationMessage),
        SessionFrame { Code: { } code } session => new(code, session.Reason, session.Detail),
        ConversationFrame { Code: { } code } conversation => new(code, conversation.Reason, conversation.Detail),
        SessionFrame { Operation: SessionOperations.Error } session => new(ErrorCodes.InternalError, session.Reason, session.Detail),
        ConversationFrame { Operation: ConversationOperations.Error } conversation => new(ErrorCodes.InternalError, conversation.Reason, conversation.Detail),
        _ => null,
    };

    // protocol.md §2.6, §4.1.3
    /// <summary>
    /// Whether trying again cannot mend it: the application, the client id, the signature or the origin is wrong, or somebody wants this client offline.
    /// </summary>
    public static bool IsFatal(LeanRxException cause) => cause switch
    {
        ServerRejectedException refusal => IsFatal(refusal.Code),
        ConnectionLostException { CloseCode: { } code } => IsFatal(code),
        _ => false,
    };

    // protocol.md §2.6
    /// <summary>Whether the server closed the connection over something that this client has sent (RFC 6455 §7.4.1).</summary>
    public static bool BlamesPeer(LeanRxException cause) =>
        cause is ConnectionLostException { CloseCode: 1002 or 1003 or 1007 or 1008 or 1009 or ErrorCodes.FrameTooLong or ErrorCodes.UnparseableRawMessage };

    /// <summary>Whether a loss is no command's fault: the server goes away, restarts or wants to be connected to anew, or the line was silent.</summary>
    public static bool BlamesNobody(LeanRxException cause) =>
        cause is not ConnectionLostException { CloseCode: not null and not 1000 and not 1001 and not 1012 and not 1013 and not ErrorCodes.ReadTimeout };

    /// <summary>How a command ends that is not sent a third time.</summary>
    public static LeanRxException Poisoned(PendingCommand command, LeanRxException cause)
    {
        var what = $"{command.Name} was under way at {command.Losses} losses in a row, at the last alone, and is not sent again";
        return cause is ConnectionLostException { CloseCode: >= 4000 and var code }
            ? new ServerRejectedException(code, null, $"{what}. {cause.Message}")
            : new ConnectionLostException($"{what}; whether it took effect is not known. {cause.Message}", (cause as ConnectionLostException)?.CloseCode,
                cause);
    }

    // protocol.md §2.3
    /// <summary>Whether the server closed the connection over a frame that was too large (1009 in plain WebSocket).</summary>
    public static bool IsTooLarge(LeanRxException cause) => cause is ConnectionLostException { CloseCode: ErrorCodes.FrameTooLong or 1009 };

    static bool IsFatal(int code) => code
        is ErrorCodes.AppNotAvailable
        or ErrorCodes.SignatureFailed
        or ErrorCodes.InvalidLogin
        or ErrorCodes.Blacklisted
        or ErrorCodes.InvalidOrigin
        or ErrorCodes.SessionConflict
        or ErrorCodes.KickedByApp;
}
