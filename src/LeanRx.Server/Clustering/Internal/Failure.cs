using LeanRx.Protocol;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Ownership.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>An exception as it is told to another node.</summary>
internal sealed record Failure(FailureKind Kind, string Message, int Code = 0)
{
    public int? ApplicationCode { get; init; }

    public string? ApplicationMessage { get; init; }

    public int? CloseCode { get; init; }

    public static Failure Of(Exception exception) => exception switch
    {
        OperationRefusedException refused => new(FailureKind.Refused, refused.Message, refused.Code)
        {
            ApplicationCode = refused.ApplicationCode,
            ApplicationMessage = refused.ApplicationMessage,
            CloseCode = refused.CloseCode,
        },
        RateExceededException excess => new(FailureKind.RateExceeded, excess.Message, excess.Code),
        StoreUnavailableException => new(FailureKind.StoreUnavailable, exception.Message),
        StaleOwnerException or NotOwnerException => new(FailureKind.NotOwner, exception.Message),
        ArgumentException => new(FailureKind.Argument, exception.Message),
        _ => new(FailureKind.Other, exception.Message),
    };

    public Exception ToException() => Kind switch
    {
        FailureKind.Refused => new OperationRefusedException(Code, Message)
        {
            ApplicationCode = ApplicationCode,
            ApplicationMessage = ApplicationMessage,
            CloseCode = CloseCode,
        },
        FailureKind.RateExceeded => new RateExceededException(Code),
        FailureKind.StoreUnavailable => new StoreUnavailableException(Message),
        FailureKind.NotOwner => new NotOwnerException(Message),
        FailureKind.Argument => new ArgumentException(Message),
        _ => new InvalidOperationException($"Another node could not do this: {Message}"),
    };
}

internal enum FailureKind
{
    Refused,
    RateExceeded,
    StoreUnavailable,
    NotOwner,
    Argument,
    Other,
}
