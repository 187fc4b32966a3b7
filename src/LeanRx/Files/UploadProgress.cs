namespace LeanRx;

/// <summary>How far an upload is.</summary>
/// <param name="SentBytes">Bytes handed to the network in this attempt.</param>
/// <param name="TotalBytes">The size of the file in bytes.</param>
/// <param name="Attempt">1 for the first attempt; a new one begins with the first byte again.</param>
public readonly record struct UploadProgress(long SentBytes, long TotalBytes, int Attempt)
{
    /// <summary>From 0 to 1.</summary>
    public double Fraction => TotalBytes == 0 ? 1 : (double)SentBytes / TotalBytes;
}
