using System.Globalization;

namespace LeanRx.Telemetry.Internal;

/// <summary>Errors as values of the tag <c>error.type</c>, of which there are few.</summary>
internal static class ErrorTypes
{
    public static string Of(Exception cause) => cause switch
    {
        ServerRejectedException refusal => refusal.Code.ToString(CultureInfo.InvariantCulture),
        ConnectionLostException { CloseCode: { } code } => code.ToString(CultureInfo.InvariantCulture),
        ConnectionLostException => "connection_lost",
        CommandTimeoutException => "timeout",
        ClientClosedException => "client_closed",
        OutboxFullException => "outbox_full",
        OutboxStoreException => "outbox_store",
        InvalidResponseException => "invalid_response",
        OperationCanceledException => "cancelled",
        _ => cause.GetType().Name,
    };
}
