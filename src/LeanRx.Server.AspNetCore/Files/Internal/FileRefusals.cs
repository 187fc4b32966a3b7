using LeanRx.Server.AspNetCore.Http.Internal;
using Microsoft.AspNetCore.Http;

namespace LeanRx.Server.AspNetCore.Files.Internal;

/// <summary>Refusals of the file service; their code is the HTTP status.</summary>
static class FileRefusals
{
    public static Task UnauthorizedAsync(HttpContext context) =>
        RefuseAsync(context, StatusCodes.Status401Unauthorized,
            "Unauthorized: X-LC-Id and X-LC-Key (or X-LC-Sign) must name an application of this server and carry its key; a signature is good for some " +
            "minutes, and a page must come from an origin that the application allows.");

    public static Task ForbiddenAsync(HttpContext context, string error) => RefuseAsync(context, StatusCodes.Status403Forbidden, error);

    public static Task BadRequestAsync(HttpContext context, string error) => RefuseAsync(context, StatusCodes.Status400BadRequest, error);

    public static Task NotFoundAsync(HttpContext context) => RefuseAsync(context, StatusCodes.Status404NotFound, "There is no such file.");

    public static Task BusyAsync(HttpContext context) =>
        RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "The server has as many files open as it may. Come back later.");

    public static Task TooLargeAsync(HttpContext context, string what, long limit) =>
        RefuseAsync(context, StatusCodes.Status413PayloadTooLarge,
            FormattableString.Invariant($"{what}; this server takes files of at most {limit:N0} bytes."));

    static Task RefuseAsync(HttpContext context, int status, string error) => JsonAnswer.RefuseAsync(context, status, status, error);
}
