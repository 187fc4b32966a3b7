namespace LeanRx.Protocol.Frames.Internal;

/// <summary>What most acks do not have. Kept apart, because acks are half of all frames and had better be small.</summary>
sealed record AckRest
{
    public static readonly AckRest None = new();

    public int? Code { get; init; }

    public string? Reason { get; init; }

    public int? ApplicationCode { get; init; }

    public string? ApplicationMessage { get; init; }

    public string? Detail { get; init; }

    public long? FromTimestamp { get; init; }

    public long? ToTimestamp { get; init; }

    public bool? IsRead { get; init; }

    public IReadOnlyList<string>? Ids { get; init; }

    public string? InstallationId { get; init; }

    public int? Service { get; init; }
}
