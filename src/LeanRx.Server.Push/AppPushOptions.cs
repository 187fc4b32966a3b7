using System.Text.Json;

namespace LeanRx.Server.Push;

/// <summary>The push notifications of one application.</summary>
/// <remarks>Immutable; use <c>with</c> to change a copy.</remarks>
public sealed record AppPushOptions
{
    /// <summary>The application, as in <see cref="AppOptions.ApplicationId"/>.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The way to devices of Apple.</summary>
    /// <value>Null: they are not notified.</value>
    public ApnsOptions? Apns { get; init; }

    /// <summary>The way to Android devices and others with a registration of Firebase.</summary>
    /// <value>Null: they are not notified.</value>
    public FcmOptions? Fcm { get; init; }

    /// <summary>What a notification says of a message that brings no push data of its own: an object of JSON.</summary>
    /// <remarks>
    /// In its texts <c>${convId}</c>, <c>${fromClientId}</c> and <c>${timestamp}</c> stand for the conversation, the sender and the time of the message, in
    /// milliseconds since 1970-01-01 UTC.
    /// </remarks>
    /// <value><c>{"alert":"You have a new message.","badge":"Increment"}</c>. Null: nobody is notified of such messages.</value>
    public string? DefaultPushData { get; init; } = """{"alert":"You have a new message.","badge":"Increment"}""";

    /// <summary>
    /// How long a device that was notified of a conversation is not notified of it again: of what comes meanwhile the newest is told at the end.
    /// </summary>
    /// <remarks>Zero tells of every message.</remarks>
    /// <value>1 second.</value>
    public TimeSpan CoalesceInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the providers keep a notification for a device that they cannot reach.</summary>
    /// <value>1 day.</value>
    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromDays(1);

    internal JsonElement? DefaultData => DefaultPushData is { } text ? JsonElement.Parse(text) : null;

    internal void Validate(string name)
    {
        if (string.IsNullOrEmpty(ApplicationId))
            throw new ArgumentException("ApplicationId must not be empty.", $"{name}.{nameof(ApplicationId)}");
        if (Apns is null && Fcm is null)
            throw new ArgumentException($"The application '{ApplicationId}' has neither Apns nor Fcm: nobody could be notified.", $"{name}.{nameof(Apns)}");
        Apns?.Validate($"{name}.{nameof(Apns)}");
        Fcm?.Validate($"{name}.{nameof(Fcm)}");
        if (CoalesceInterval < TimeSpan.Zero || CoalesceInterval > TimeSpan.FromHours(1))
            throw new ArgumentOutOfRangeException($"{name}.{nameof(CoalesceInterval)}", CoalesceInterval,
                "CoalesceInterval must be at least zero and at most 1 hour.");
        if (TimeToLive < TimeSpan.Zero || TimeToLive > TimeSpan.FromDays(28))
            throw new ArgumentOutOfRangeException($"{name}.{nameof(TimeToLive)}", TimeToLive, "TimeToLive must be at least zero and at most 28 days.");
        try
        {
            if (DefaultData is { ValueKind: not JsonValueKind.Object })
                throw new JsonException();
        }
        catch (JsonException exception)
        {
            throw new ArgumentException("DefaultPushData must be an object of JSON, such as {\"alert\":\"…\"}.",
                $"{name}.{nameof(DefaultPushData)}", exception);
        }
    }
}
