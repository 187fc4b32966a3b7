using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace LeanRx.Server.S3.Tests;

/// <summary>An S3 service with one bucket, as strict as the real one: signatures, sums, conditions, ranges and pages of lists.</summary>
sealed class StrictS3 : IAsyncDisposable
{
    public const string Bucket = "leanrx-files";
    public const string KeyId = "AKIDEXAMPLE";
    public const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    const int PageSize = 2;

    readonly WebApplication _application;
    readonly Lock _gate = new();

    StrictS3(WebApplication application)
    {
        _application = application;
        application.Run(AnswerAsync);
    }

    public Uri Url => new(_application.Urls.Single());

    /// <summary>The objects by key, decoded.</summary>
    public ConcurrentDictionary<string, (byte[] Content, string ETag, string Token)> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>What was asked: the method and the first part of the key.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Told before a request is answered: the method and the key. What it answers is said instead, with the status.</summary>
    public Func<string, string, (int Status, string Code)?> Refuse { get; set; } = (_, _) => null;

    /// <summary>Whether the answer to a request is lost after it was done.</summary>
    public Func<string, string, bool> Lose { get; set; } = (_, _) => false;

    public bool HonoursConditions { get; set; } = true;

    public static async Task<StrictS3> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var service = new StrictS3(builder.Build());
        await service._application.StartAsync();
        return service;
    }

    public S3FileStoreOptions Options => new()
    {
        Bucket = Bucket,
        Prefix = "chat/",
        Endpoint = Url,
        Region = "eu-central-1",
        AccessKeyId = KeyId,
        SecretAccessKey = Secret,
    };

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    async Task AnswerAsync(HttpContext context)
    {
        using var held = new MemoryStream();
        await context.Request.Body.CopyToAsync(held);
        var body = held.ToArray();
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?')[0];
        var (bucket, key) = path[1..].Split('/', 2) is [var first, var rest] ? (first, Uri.UnescapeDataString(rest)) : (path[1..], "");
        var method = context.Request.Method;
        Asked.Enqueue($"{method} {(key.Length > 0 ? string.Join('/', key.Split('/')[..2]) : "?")}");
        var refusal = Refuse(method, key) ?? Signature(context.Request, path, body) ?? (bucket == Bucket ? null : (404, "NoSuchBucket"));
        if (refusal is { } refused)
        {
            await FailAsync(context, refused.Status, refused.Code);
            return;
        }
        var answer = method switch
        {
            "PUT" => Put(context, key, body),
            "GET" when key.Length == 0 => List(context),
            "GET" or "HEAD" => Get(context, key),
            "DELETE" => Delete(context, key),
            _ => FailAsync(context, 405, "MethodNotAllowed"),
        };
        if (Lose(method, key)) context.Abort();
        await answer;
    }

    Task Put(HttpContext context, string key, byte[] body)
    {
        var headers = context.Request.Headers;
        lock (_gate)
        {
            var isThere = Objects.TryGetValue(key, out var present);
            if (HonoursConditions && ((headers.IfNoneMatch == "*" && isThere) || (headers.IfMatch is { Count: > 0 } expected && expected != present.ETag)))
                return FailAsync(context, 412, "PreconditionFailed");
            // The sum that the service tells, and the driver verifies.
            var tag = $"\"{Convert.ToHexStringLower(MD5.HashData(body))}\"";
            Objects[key] = (body, tag, headers["x-amz-meta-token"].ToString());
            context.Response.Headers.ETag = tag;
        }
        return Task.CompletedTask;
    }

    async Task Get(HttpContext context, string key)
    {
        if (!Objects.TryGetValue(key, out var found))
        {
            await FailAsync(context, 404, "NoSuchKey");
            return;
        }
        var content = found.Content;
        if (context.Request.Headers.Range is { Count: > 0 } range)
        {
            var from = int.Parse(range.ToString()["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            if (from >= content.Length)
            {
                await FailAsync(context, 416, "InvalidRange");
                return;
            }
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{content.Length - 1}/{content.Length}";
            content = content[from..];
        }
        context.Response.Headers.ETag = found.ETag;
        if (found.Token.Length > 0) context.Response.Headers["x-amz-meta-token"] = found.Token;
        context.Response.ContentLength = content.Length;
        if (context.Request.Method == "GET") await context.Response.Body.WriteAsync(content);
    }

    Task List(HttpContext context)
    {
        var query = context.Request.Query;
        var after = query["continuation-token"].FirstOrDefault() ?? query["start-after"].FirstOrDefault() ?? "";
        var keys = Objects.Keys.Where(key => key.StartsWith(query["prefix"].ToString(), StringComparison.Ordinal) && string.CompareOrdinal(key, after) > 0)
            .Order(StringComparer.Ordinal).ToList();
        XNamespace xml = "http://s3.amazonaws.com/doc/2006-03-01/";
        var page = keys.Take(PageSize).ToList();
        return WriteAsync(context, new XElement(xml + "ListBucketResult",
            new XElement(xml + "Name", Bucket),
            new XElement(xml + "KeyCount", page.Count),
            new XElement(xml + "IsTruncated", keys.Count > PageSize ? "true" : "false"),
            keys.Count > PageSize ? new XElement(xml + "NextContinuationToken", page[^1]) : null,
            page.Select(key => new XElement(xml + "Contents", new XElement(xml + "Key", key), new XElement(xml + "ETag", Objects[key].ETag),
                new XElement(xml + "Size", Objects[key].Content.Length)))));
    }

    Task Delete(HttpContext context, string key)
    {
        Objects.TryRemove(key, out _);
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    /// <summary>What is wrong with the signature of a request, by the rules of version 4.</summary>
    static (int, string)? Signature(HttpRequest request, string path, byte[] body)
    {
        var sum = Convert.ToHexStringLower(SHA256.HashData(body));
        if (request.Headers["x-amz-content-sha256"] != sum) return (400, "XAmzContentSHA256Mismatch");
        var parts = request.Headers.Authorization.ToString().Split(' ', 2) is ["AWS4-HMAC-SHA256", var rest]
            ? rest.Split(',').Select(part => part.Trim().Split('=', 2)).ToDictionary(part => part[0], part => part[1]) : [];
        if (!parts.TryGetValue("Credential", out var credential) || credential.Split('/') is not [KeyId, var day, "eu-central-1", "s3", "aws4_request"])
            return (403, "InvalidAccessKeyId");
        var headers = parts["SignedHeaders"].Split(';');
        var canonical = string.Join('\n', request.Method, path, Query(request.Query),
            string.Concat(headers.Select(name => $"{name}:{Header(request, name)}\n")), parts["SignedHeaders"], sum);
        var text = string.Join('\n', "AWS4-HMAC-SHA256", request.Headers["x-amz-date"], $"{day}/eu-central-1/s3/aws4_request",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        var key = new[] { day, "eu-central-1", "s3", "aws4_request", text }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + Secret),
            (mac, part) => HMACSHA256.HashData(mac, Encoding.UTF8.GetBytes(part)));
        return Convert.ToHexStringLower(key) == parts["Signature"] ? null : (403, "SignatureDoesNotMatch");
    }

    static string Header(HttpRequest request, string name) => name == "host" ? request.Host.Value!
        : string.Join(',', request.Headers[name].Select(text => text!.Trim()));

    static string Query(IQueryCollection query) => string.Join('&', query.OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select((KeyValuePair<string, StringValues> pair) => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value.ToString())}"));

    static Task FailAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, new XElement("Error", new XElement("Code", code), new XElement("Message", code), new XElement("RequestId", "1")));
    }

    static Task WriteAsync(HttpContext context, XElement element)
    {
        context.Response.ContentType = "application/xml";
        return context.Request.Method == "HEAD" ? Task.CompletedTask : context.Response.WriteAsync(element.ToString());
    }
}
