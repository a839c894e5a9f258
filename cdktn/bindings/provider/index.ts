// https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface PumbleProviderConfig {
  /**
  * API key of the member in whose name everything is done. Default: the environment variable `PUMBLE_API_KEY`, which keeps it out of the configuration.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs#api_key PumbleProvider#api_key}
  */
  readonly apiKey?: string;
  /**
  * Address of the API addon. Default: the environment variable `PUMBLE_BASE_URL`, else the addon that Pumble hosts.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs#base_url PumbleProvider#base_url}
  */
  readonly baseUrl?: string;
  /**
  * Most requests a minute, 1 to 1000, to leave room for others who use the same key. Default: 1000, Pumble's own limit.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs#max_requests_per_minute PumbleProvider#max_requests_per_minute}
  */
  readonly maxRequestsPerMinute?: number;
  /**
  * How long to wait for an answer before a call counts as failed, in seconds, 1 to 300. Default 30. What was sent may have happened all the same; the provider looks for it before it tries again.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs#request_timeout_seconds PumbleProvider#request_timeout_seconds}
  */
  readonly requestTimeoutSeconds?: number;
  /**
  * Alias name
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs#alias PumbleProvider#alias}
  */
  readonly alias?: string;
}

import { PumbleProviderFunctions } from '../provider-functions/index';
/**
* Represents a {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs pumble}
*/
export class PumbleProvider extends cdktn.TerraformProvider {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "pumble";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a PumbleProvider resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the PumbleProvider to import
  * @param importFromId The id of the existing PumbleProvider that should be imported. Refer to the {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the PumbleProvider to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "pumble", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/pumble-iac/pumble/0.1.0/docs pumble} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options PumbleProviderConfig = {}
  */
  public constructor(scope: Construct, id: string, config: PumbleProviderConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'pumble',
      terraformGeneratorMetadata: {
        providerName: 'pumble',
        providerVersion: '0.1.0',
        providerVersionConstraint: '0.1.0'
      },
      terraformProviderSource: 'registry.terraform.io/pumble-iac/pumble'
    });
    this._apiKey = config.apiKey;
    this._baseUrl = config.baseUrl;
    this._maxRequestsPerMinute = config.maxRequestsPerMinute;
    this._requestTimeoutSeconds = config.requestTimeoutSeconds;
    this._alias = config.alias;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // api_key - computed: false, optional: true, required: false
  private _apiKey?: string; 
  public get apiKey() {
    return this._apiKey;
  }
  public set apiKey(value: string | undefined) {
    this._apiKey = value;
  }
  public resetApiKey() {
    this._apiKey = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get apiKeyInput() {
    return this._apiKey;
  }

  // base_url - computed: false, optional: true, required: false
  private _baseUrl?: string; 
  public get baseUrl() {
    return this._baseUrl;
  }
  public set baseUrl(value: string | undefined) {
    this._baseUrl = value;
  }
  public resetBaseUrl() {
    this._baseUrl = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get baseUrlInput() {
    return this._baseUrl;
  }

  // max_requests_per_minute - computed: false, optional: true, required: false
  private _maxRequestsPerMinute?: number; 
  public get maxRequestsPerMinute() {
    return this._maxRequestsPerMinute;
  }
  public set maxRequestsPerMinute(value: number | undefined) {
    this._maxRequestsPerMinute = value;
  }
  public resetMaxRequestsPerMinute() {
    this._maxRequestsPerMinute = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get maxRequestsPerMinuteInput() {
    return this._maxRequestsPerMinute;
  }

  // request_timeout_seconds - computed: false, optional: true, required: false
  private _requestTimeoutSeconds?: number; 
  public get requestTimeoutSeconds() {
    return this._requestTimeoutSeconds;
  }
  public set requestTimeoutSeconds(value: number | undefined) {
    this._requestTimeoutSeconds = value;
  }
  public resetRequestTimeoutSeconds() {
    this._requestTimeoutSeconds = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get requestTimeoutSecondsInput() {
    return this._requestTimeoutSeconds;
  }

  // alias - computed: false, optional: true, required: false
  private _alias?: string; 
  public get alias() {
    return this._alias;
  }
  public set alias(value: string | undefined) {
    this._alias = value;
  }
  public resetAlias() {
    this._alias = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get aliasInput() {
    return this._alias;
  }

  // ==========================
  // PROVIDER-DEFINED FUNCTIONS
  // ==========================
  private _functions?: PumbleProviderFunctions;

  /**
  * Provider-defined functions of the pumble provider.
  */
  public get functions(): PumbleProviderFunctions {
    if (!this._functions) {
      this._functions = new PumbleProviderFunctions(this.terraformResourceType);
    }
    return this._functions;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      api_key: cdktn.stringToTerraform(this._apiKey),
      base_url: cdktn.stringToTerraform(this._baseUrl),
      max_requests_per_minute: cdktn.numberToTerraform(this._maxRequestsPerMinute),
      request_timeout_seconds: cdktn.numberToTerraform(this._requestTimeoutSeconds),
      alias: cdktn.stringToTerraform(this._alias),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      api_key: {
        value: cdktn.stringToHclTerraform(this._apiKey),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      base_url: {
        value: cdktn.stringToHclTerraform(this._baseUrl),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      max_requests_per_minute: {
        value: cdktn.numberToHclTerraform(this._maxRequestsPerMinute),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      request_timeout_seconds: {
        value: cdktn.numberToHclTerraform(this._requestTimeoutSeconds),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      alias: {
        value: cdktn.stringToHclTerraform(this._alias),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
