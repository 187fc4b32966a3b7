using System.Net.Http;
using System.Net.Http.Headers;

namespace LeanRx.Uploads.Internal;

// protocol.md §9.3
/// <summary>The request that carries the bytes, for each kind of file host.</summary>
internal static class UploadRequests
{
    public const string S3 = "s3";
    public const string QCloud = "qcloud";

    /// <summary>Also what an unknown kind is taken for.</summary>
    public const string Qiniu = "qiniu";

    public static HttpRequestMessage Of(UploadTicket ticket, HttpContent content, string name, string contentType)
    {
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return ticket.Provider switch
        {
            S3 => Put(ticket, content),
            QCloud => Form(ticket, content, "filecontent", name, request => request.Headers.TryAddWithoutValidation("Authorization", ticket.Token),
                ("op", "upload")),
            _ => Form(ticket, content, "file", name, static _ => { }, ("token", ticket.Token), ("key", ticket.Key)),
        };
    }

    static HttpRequestMessage Put(UploadTicket ticket, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, ticket.UploadUrl) { Content = content };
        request.Headers.CacheControl = new CacheControlHeaderValue { Public = true, MaxAge = TimeSpan.FromDays(365) };
        return request;
    }

    static HttpRequestMessage Form(UploadTicket ticket, HttpContent content, string field, string name, Action<HttpRequestMessage> sign,
        params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (fieldName, value) in fields)
            form.Add(new StringContent(value), $"\"{fieldName}\"");
        // Only ASCII goes into this header everywhere; the name itself went to the server with the request for the upload.
        form.Add(content, $"\"{field}\"", $"\"upload{Path.GetExtension(name).Trim('"')}\"");
        var request = new HttpRequestMessage(HttpMethod.Post, ticket.UploadUrl) { Content = form };
        sign(request);
        return request;
    }
}
