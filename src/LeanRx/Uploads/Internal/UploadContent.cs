using System.Net;
using System.Net.Http;

namespace LeanRx.Uploads.Internal;

/// <summary>The bytes of an upload as a request carries them.</summary>
internal sealed class UploadContent(UploadSource source, Action<long> sent, CancellationToken cancellationToken) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => source.CopyToAsync(stream, sent, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = source.Length;
        return true;
    }
}
