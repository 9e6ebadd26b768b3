using Microsoft.EntityFrameworkCore;

namespace WelfareFund.Storage.PostgreSql;

public sealed class PostgreSqlFundContext(DbContextOptions<PostgreSqlFundContext> options) : FundContext(options);
