namespace LeanRx.Server.S3.Internal;

/// <summary>Where things are in a bucket. Descriptions stand apart from bytes, so that a list of them is a list of files.</summary>
sealed class Keys(string prefix)
{
    public string Descriptions(string applicationId) => $"{prefix}files/{Name(applicationId)}/";

    public string Description(string applicationId, string objectId) => Descriptions(applicationId) + objectId;

    /// <summary>Each upload has a key of its own: of two with one id, the later must not replace the bytes of the first.</summary>
    public string Content(string applicationId, string objectId, string upload) =>
        $"{prefix}content/{Name(applicationId)}/{objectId}/{upload}";

    public string Probe() => $"{prefix}probe/{Guid.NewGuid():N}";

    // A segment of dots would lead elsewhere.
    static string Name(string applicationId) => Uri.EscapeDataString(applicationId).Replace(".", "%2E", StringComparison.Ordinal);
}
