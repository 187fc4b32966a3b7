using LeanRx.Protocol;

namespace LeanRx;

// protocol.md §8
/// <summary>The server refused a command or a login.</summary>
public sealed class ServerRejectedException : LeanRxException
{
    /// <summary>Creates the exception.</summary>
    public ServerRejectedException(int code, string? reason, string? detail = null, int? applicationCode = null, string? applicationMessage = null)
        : base(Describe(code, reason, detail, applicationMessage))
    {
        Code = code;
        Reason = reason ?? ErrorCodes.NameOf(code);
        Detail = detail;
        ApplicationCode = applicationCode;
        ApplicationMessage = applicationMessage;
    }

    /// <summary>The same refusal, told again in another place.</summary>
    internal ServerRejectedException(string where, ServerRejectedException refusal) : base($"{where}: {refusal.Message}", refusal)
    {
        Code = refusal.Code;
        Reason = refusal.Reason;
        Detail = refusal.Detail;
        ApplicationCode = refusal.ApplicationCode;
        ApplicationMessage = refusal.ApplicationMessage;
    }

    /// <summary>The error code of the server, see <see cref="ErrorCodes"/>.</summary>
    public int Code { get; }

    /// <summary>The name of the code, for example <c>CONVERSATION_NOT_FOUND</c>.</summary>
    public string Reason { get; }

    /// <summary>A description by the server; null if there is none.</summary>
    public string? Detail { get; }

    /// <summary>The code returned by an application hook; null if there is none.</summary>
    public int? ApplicationCode { get; }

    /// <summary>The text returned by an application hook; null if there is none.</summary>
    public string? ApplicationMessage { get; }

    static string Describe(int code, string? reason, string? detail, string? applicationMessage)
    {
        var text = $"The server refused: {code} {reason ?? ErrorCodes.NameOf(code)}";
        return (detail ?? applicationMessage) is { } more ? $"{text} ({more})." : text + ".";
    }
}
