using System.Buffers.Text;
using System.Text.Json;
using LeanRx.Server.Hooks;
using LeanRx.Server.Limits.Internal;

namespace LeanRx.Server.Interception.Internal;

/// <summary>Says why an answer cannot be used; null when it can. What a hook puts in the place of a request has to fit as the request had to.</summary>
internal static class HookAnswerCheck
{
    public static string? FaultIn(MessageDecision? decision, HookedMessage message, ServerLimits limits)
    {
        if (decision is null)
            return "The answer is null.";
        var body = decision.Body ?? message.Body;
        if ((decision.IsBinary ?? message.IsBinary) && !Base64.IsValid(body))
            return "The body is not base64, though it is said to be binary.";
        var size = MessageSize.Of(body);
        if (decision.IsBinary ?? message.IsBinary)
            size = size / 4 * 3;
        if (decision.Body is not null && size > limits.MaxMessageBytes)
            return $"The body has {size} bytes; at most {limits.MaxMessageBytes} are taken.";
        return FaultIn(decision.Recipients, limits);
    }

    public static string? FaultIn(ConversationDecision? decision) => decision switch
    {
        null => "The answer is null.",
        { Columns: { ValueKind: not JsonValueKind.Object } columns } => $"The columns are no object but {columns.ValueKind}.",
        _ => null,
    };

    public static string? FaultIn(PushDecision? decision, ServerLimits limits) => decision switch
    {
        null => "The answer is null.",
        { PushData: { ValueKind: not JsonValueKind.Object } data } => $"The push data are no object but {data.ValueKind}.",
        _ => FaultIn(decision.ClientIds, limits),
    };

    static string? FaultIn(IReadOnlyList<string>? clientIds, ServerLimits limits)
    {
        var most = Math.Max(limits.MaxNamedIds, limits.MaxMembers);
        if (clientIds?.Count > most)
            return $"It names {clientIds.Count} clients; at most {most} are taken.";
        return clientIds?.Any(clientId => clientId is null || !ClientIds.IsFit(clientId, limits)) == true
            ? $"It names a client id that has not 1 to {limits.MaxClientIdLength} characters." : null;
    }
}
