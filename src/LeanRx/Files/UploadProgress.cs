namespace LeanRx;

/// <summary>The progress of an upload.</summary>
public readonly record struct UploadProgress
{
    /// <summary>The number of bytes sent in this attempt.</summary>
    public long SentBytes { get; init; }

    /// <summary>The size of the file in bytes.</summary>
    public long TotalBytes { get; init; }

    /// <summary>The number of the attempt, from 1.</summary>
    /// <remarks>Each attempt starts from the first byte.</remarks>
    public int Attempt { get; init; }

    /// <summary>The fraction sent, from 0 to 1.</summary>
    public double Fraction => TotalBytes == 0 ? 1 : (double)SentBytes / TotalBytes;
}
