using System.Globalization;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using LeanRx.Common.Internal;
using LeanRx.Http.Internal;
using LeanRx.Options.Internal;
using LeanRx.Runtime.Internal;
using LeanRx.Transport.Internal;

namespace LeanRx.Uploads.Internal;

// protocol.md §9.2
/// <summary>The three requests of an upload, each bounded in its silence by <see cref="LeanClientOptions.CommandTimeout"/>.</summary>
internal sealed class FileService(LeanClientOptions options, ClientNetwork network)
{
    const int MaxAnswerBytes = 64 * 1024;

    readonly Uri _base = ApiAddress.Of(options);

    public async Task<UploadTicket> RequestAsync(UploadSource source, FileMetadata metadata, string contentType, bool keepFileName,
        CancellationToken cancellationToken)
    {
        var address = new Uri(_base, "1.1/fileTokens");
        using var request = Signed(address, json =>
        {
            json.WriteString("__type"u8, "File"u8);
            json.WriteString("name"u8, source.Name);
            json.WriteString("mime_type"u8, contentType);
            if (keepFileName)
                json.WriteBoolean("keep_file_name"u8, true);
            json.WriteStartObject("metaData"u8);
            json.WriteNumber("size"u8, source.Length);
            if (metadata.Width is { } width)
                json.WriteNumber("width"u8, width);
            if (metadata.Height is { } height)
                json.WriteNumber("height"u8, height);
            if (metadata.Duration is { } duration)
                json.WriteNumber("duration"u8, duration.TotalSeconds);
            json.WriteEndObject();
        });
        using var deadline = new Deadline(options.Scheduler, options.CommandTimeout, cancellationToken);
        var ticket = UploadTicket.Parse(await AskAsync(request, deadline, cancellationToken).ConfigureAwait(false), address);
        return options.RequireTls && address.Scheme == "https" && ticket.UploadUrl.Scheme != "https"
            ? throw new InvalidResponseException($"{address} named {ticket.UploadUrl.GetLeftPart(UriPartial.Path)} to upload to, which is not encrypted, " +
                "and the option RequireTls asks for encryption.")
            : ticket;
    }

    /// <summary>Sends the bytes. An error of the source is thrown as it is.</summary>
    public async Task SendAsync(UploadTicket ticket, UploadSource source, string contentType, Action<long> sent, CancellationToken cancellationToken)
    {
        var timeout = UploadTimeout.Of(options.CommandTimeout, source.Length, RuntimePlatform.IsBrowser);
        using var deadline = new Deadline(options.Scheduler, timeout, cancellationToken);
        using var content = new UploadContent(source, bytes =>
        {
            deadline.Extend();
            sent(bytes);
        }, deadline.Token);
        using var request = UploadRequests.Of(ticket, content, source.Name, ticket.ContentType ?? contentType);
        try
        {
            await AskAsync(request, deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (LeanRxException) when (source.Error is not null)
        {
            source.Error.Throw();
        }
    }

    public async Task ConfirmAsync(UploadTicket ticket, bool isUploaded, CancellationToken cancellationToken)
    {
        using var request = Signed(new Uri(_base, "1.1/fileCallback"), json =>
        {
            json.WriteString("token"u8, ticket.Token);
            json.WriteBoolean("result"u8, isUploaded);
        });
        using var deadline = new Deadline(options.Scheduler, options.CommandTimeout, cancellationToken);
        await AskAsync(request, deadline, cancellationToken).ConfigureAwait(false);
    }

    HttpRequestMessage Signed(Uri address, Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonObjects.Writing))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        var content = new ByteArrayContent(stream.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        HttpApi.Introduce(request, options.ApplicationId, options.ApplicationKey);
        return request;
    }

    async Task<ReadOnlyMemory<byte>> AskAsync(HttpRequestMessage request, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await HttpApi.AskAsync(network, request, MaxAnswerBytes, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            var address = request.RequestUri!.GetLeftPart(UriPartial.Path);
            throw new ConnectionLostException($"{address} was silent for {options.CommandTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} " +
                "seconds (CommandTimeout).", null, exception);
        }
    }
}
